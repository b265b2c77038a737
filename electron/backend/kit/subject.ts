/** In-memory announcement: only the wake-up, never the record. */
export interface Subject<T> {
  /** Tells every listener now, in the order they came. A listener that throws stops nobody else; the error goes to `onError`. */
  tell(value: T): void;
  /** Returns how to stop listening. */
  listen(listener: (value: T) => void): () => void;
}

export function createSubject<T>(onError: (error: unknown) => void): Subject<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    tell(value) {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          onError(error);
        }
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
