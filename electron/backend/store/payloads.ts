import type { Json } from '../../../shared/base/canonical';
import type { Reads, Tx } from './types';

/** Personal values, encrypted with a key per person; everything else in the store refers to them by id. */
export interface Payloads {
  /** Stores a value and returns its id. */
  put(tx: Tx, person: string, kind: string, value: Json): string;
  /** Null where there is no such value, or its person was erased. Throws where the bytes were tampered with. */
  get(reads: Reads, id: string): Json | null;
  /** Destroys the person's key: what was stored can never be read again. False when there was none. */
  erase(tx: Tx, person: string): boolean;
}
