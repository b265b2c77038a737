import { createHash, hash as hashOnce } from 'node:crypto';

/** SHA-256 in lower-case hex; text is hashed as UTF-8. */
export function sha256Hex(data: Uint8Array | string): string {
  return hashOnce('sha256', data, 'hex');
}

/** A digest fed piece by piece, for files and long outputs. */
export interface RunningHash {
  update(data: Uint8Array | string): void;
  /** Lower-case hex of everything fed so far; ends the hash. */
  digest(): string;
}

export function sha256Running(): RunningHash {
  const hash = createHash('sha256');
  return {
    update: (data) => void hash.update(data),
    digest: () => hash.digest('hex'),
  };
}
