import { createCipheriv, createDecipheriv } from 'node:crypto';
import { canonicalJson, type Json } from '../../../shared/base/canonical';
import type { Ids } from '../kit/ids';
import { randomBytes } from '../kit/random';
import { ERASED } from './backup/erasures';
import type { Reader, Reads, Tx } from './types';

/** Personal values, encrypted with a key per person; everything else in the store refers to them by id. */
export interface Payloads {
  /** Stores a value and returns its id. */
  put(tx: Tx, person: string, kind: string, value: Json): string;
  /** Null where there is no such value, or its person was erased. Throws where the bytes were tampered with. */
  get(reads: Reads, id: string): Json | null;
  /** Destroys the person's key: what was stored can never be read again. False when there was none. */
  erase(tx: Tx, person: string): boolean;
}

const CIPHER = 'aes-256-gcm';
const TAG_BYTES = 16;

export function payloads(db: Reader['db'], ids: Ids): Payloads {
  const keyOf = (reads: Reads, person: string): Uint8Array | undefined =>
    reads.get(db.selectFrom('person_keys').select('key').where('person', '=', person))?.key;

  const makeKey = (tx: Tx, person: string): Uint8Array => {
    const key = Buffer.from(randomBytes(32));
    tx.run(tx.db.insertInto('person_keys').values({ person, key, created_at: tx.at }));
    return key;
  };

  return {
    put(tx, person, kind, value) {
      const key = keyOf(tx, person) ?? makeKey(tx, person);
      const id = ids();
      const nonce = Buffer.from(randomBytes(12));
      const ciphertext = encrypt(key, nonce, id, canonicalJson(value));
      tx.run(tx.db.insertInto('payloads').values({ id, person, kind, at: tx.at, nonce, ciphertext }));
      return id;
    },
    get(reads, id) {
      const row = reads.get(db.selectFrom('payloads').selectAll().where('id', '=', id));
      const key = row === undefined ? undefined : keyOf(reads, row.person);
      if (row === undefined || key === undefined) return null;
      return JSON.parse(decrypt(key, row.nonce, id, row.ciphertext)) as Json;
    },
    erase(tx, person) {
      const erased = tx.run(tx.db.deleteFrom('person_keys').where('person', '=', person)) === 1;
      // Noted outside the file after the commit, so that a restore of an older one erases again.
      if (erased) tx.fact(ERASED, person);
      return erased;
    },
  };
}

/** The id is authenticated with the text, so that two payloads cannot be swapped unseen. */
function encrypt(key: Uint8Array, nonce: Uint8Array, id: string, text: string): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(id));
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, nonce: Uint8Array, id: string, bytes: Uint8Array): string {
  const decipher = createDecipheriv(CIPHER, key, nonce).setAAD(Buffer.from(id));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}
