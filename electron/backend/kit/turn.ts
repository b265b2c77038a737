/** Resolves on a later turn of the event loop, after waiting input and output: what long work awaits between its pieces. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
