import { z } from 'zod';

/** UUIDv7 in its usual text form: sortable by creation time. */
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

/** A signal's id is the first 32 hex digits of a SHA-256 (see `signalIdentity`). */
export const signalId = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * Builds a UUIDv7 (RFC 9562 §5.7) from a time and ten random bytes.
 * Pure: the caller, `kit/ids`, is the only one who owns a clock and chance.
 */
export function uuidV7(at: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let rest = at;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
