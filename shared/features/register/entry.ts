import { z } from 'zod';
import { canonicalJson } from '../../base/canonical';

/** `act` is a person's release, rejection or cancellation; `outcome` a final result; `correction` a person's later remark. */
export const entryKind = z.enum(['decision', 'act', 'outcome', 'correction']);

export const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One entry as it is chained. */
export const entry = z.object({
  sequence: z.int().min(1),
  /** When it was entered, epoch ms. */
  at: z.int(),
  kind: entryKind,
  signalId: z.string(),
  /** Number of the entry that this one adds to; null for a decision. */
  refersTo: z.int().nullable(),
  /** Canonical JSON. */
  body: z.string(),
  previous: hash,
  hash,
});
export type Entry = z.infer<typeof entry>;

/** The sealed decision behind an entry of kind `decision`; its own chain runs from seal to seal. */
export const seal = z.object({
  sequence: z.int().min(1),
  at: z.int(),
  body: z.string(),
  previous: hash,
  hash,
});
export type Seal = z.infer<typeof seal>;

/** What the first entry of a chain names as its predecessor. */
export const GENESIS = '0'.repeat(64);

type Sha256 = (text: string) => string;

/** SHA-256 of the predecessor's hash followed by the entry's content in canonical JSON. */
export function entryHash(
  { sequence, at, kind, signalId, refersTo, body, previous }: Omit<Entry, 'hash'>,
  sha256: Sha256,
): string {
  return sha256(previous + canonicalJson({ sequence, at, kind, signal_id: signalId, refers_to: refersTo, body }));
}

export function sealHash({ sequence, at, body, previous }: Omit<Seal, 'hash'>, signalId: string, sha256: Sha256): string {
  return sha256(previous + canonicalJson({ sequence, at, signal_id: signalId, body }));
}
