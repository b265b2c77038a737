import { z } from 'zod';
import { entry, hash, seal } from './entry';

/** One JSON value a line: the header, then entries and stubs in order with no number left out, anchors, and the end. */
export const FORMAT = 'sirrius-register';
export const FORMAT_VERSION = 1;

const link = z.object({ sequence: z.int().min(0), hash });
const texts = z.object({ fr: z.string(), en: z.string() });

export const headerLine = z.object({
  type: z.literal('header'),
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  exportedAt: z.int(),
  source: z.string(),
  filter: z.object({
    from: z.int(),
    to: z.int(),
    instruments: z.array(z.string()),
    outcomes: z.array(z.string()),
    kinds: z.array(z.string()),
  }),
  /** The entry before the first one of the file: 0 where the file begins with the chain. */
  after: link,
  /** The chain's last entry when the file was made; the file ends with it. */
  head: link,
  hashing: texts,
  measures: z.record(z.string(), texts),
});
export type HeaderLine = z.infer<typeof headerLine>;

export const entryLine = entry.extend({
  type: z.literal('entry'),
  /** With decisions. */
  seal: seal.optional(),
});
export type EntryLine = z.infer<typeof entryLine>;

/** An entry that the filter leaves out: enough of it for the chain to be whole. */
export const stubLine = z.object({ type: z.literal('stub'), sequence: z.int().min(1), previous: hash, hash });

/** An end of the register that was noted outside the database at that time. */
export const anchorLine = z.object({ type: z.literal('anchor'), at: z.int(), sequence: z.int().min(1), hash });
export type AnchorLine = z.infer<typeof anchorLine>;

export const endLine = z.object({
  type: z.literal('end'),
  entries: z.int().min(0),
  stubs: z.int().min(0),
  /** SHA-256 of everything before this line. */
  digest: hash,
});

export const fileLine = z.discriminatedUnion('type', [headerLine, entryLine, stubLine, anchorLine, endLine]);
export type FileLine = z.infer<typeof fileLine>;
