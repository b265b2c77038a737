import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { direction, resultName } from '../signals/signal';
import { entry, entryKind, seal } from './entry';
import { proofRow, proofState } from './proof';

export const registerFilter = z.object({
  /** By the signal's decision time, half-open. */
  from: z.int().optional(),
  to: z.int().optional(),
  instruments: z.array(z.string()).optional(),
  /** Final results of the signal; `open` for those without one. */
  outcomes: z.array(z.union([resultName, z.literal('open')])).optional(),
  kinds: z.array(entryKind).optional(),
});
export type RegisterFilter = z.infer<typeof registerFilter>;

/** An entry as the list shows it. */
export const registerRow = entry
  .pick({ sequence: true, at: true, kind: true, signalId: true, refersTo: true, hash: true })
  .extend({
    instrument: z.string(),
    timeframe: z.string(),
    direction,
    decidedAt: z.int(),
    /** The signal's final result and its net r; null while it is open. */
    result: resultName.nullable(),
    r: z.number().nullable(),
    /** What this entry says, in a word: the act, the result, or nothing. */
    word: z.string().nullable(),
  });
export type RegisterRow = z.infer<typeof registerRow>;

export const anchorSettings = z.object({
  /** Folder outside the data directory; null while nothing is anchored there. */
  folder: z.string().min(1).max(500).nullable(),
  /** Where the ends of the chains are posted; null for nowhere. */
  webhook: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
});
export type AnchorSettings = z.infer<typeof anchorSettings>;

const anchoring = z.object({ at: z.int(), sequence: z.int(), problem: z.string().nullable() });

export const incident = z.object({
  id: z.string(),
  at: z.int(),
  day: z.string(),
  instrument: z.string(),
  signalId: z.string().nullable(),
  finding: z.string(),
  closedAt: z.int().nullable(),
  closedBy: z.string().nullable(),
  closedReason: z.string().nullable(),
});
export type RegisterIncident = z.infer<typeof incident>;

export const registerState = z.object({
  at: z.int(),
  source: z.string(),
  entries: z.int(),
  head: z.object({ sequence: z.int(), hash: z.string(), at: z.int() }).nullable(),
  instruments: z.array(z.string()),
  anchors: z.object({
    settings: anchorSettings,
    suggestion: z.string(),
    folder: z.object({ good: anchoring.nullable(), last: anchoring.nullable() }),
    webhook: z.object({ good: anchoring.nullable(), last: anchoring.nullable() }),
  }),
  proving: z.object({ day: z.string(), done: z.int(), total: z.int() }).nullable(),
  incidents: z.array(incident),
});
export type RegisterState = z.infer<typeof registerState>;

export const proofDay = z.object({
  day: z.string(),
  state: proofState,
  at: z.int(),
  signals: z.int(),
  digest: z.string(),
  rows: z.array(proofRow),
});
export type ProofDay = z.infer<typeof proofDay>;

const progress = z.object({
  checked: z.int(),
  total: z.int(),
  finished: z.boolean(),
  broken: z.object({ sequence: z.int(), reason: z.string() }).nullable(),
});

const reason = z.string().trim().min(5).max(1000);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const registerContract = {
  state: query('register:read').output(registerState),
  /** Tells that entries, proofs, anchors or incidents have changed. */
  changes: stream('register:read').output(eventIterator(z.object({ sequence: z.int() }))),
  /** Newest first; `before` is the number of the last one read. */
  list: query('register:read')
    .input(z.object({ filter: registerFilter, before: z.int().nullable(), limit: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(registerRow), next: z.int().nullable(), total: z.int() })),
  entry: query('register:read')
    .input(z.object({ sequence: z.int() }))
    .output(
      z.object({
        entry,
        seal: seal.nullable(),
        row: registerRow,
        /** Every entry of the same signal, this one included, in order. */
        linked: z.array(registerRow),
      }),
    )
    .errors({ UNKNOWN_ENTRY: {} }),
  /** Walks the register, its seals and its stored outcomes; the last event says whether it holds. */
  verify: stream('register:read').output(eventIterator(progress)),
  /** The register in pieces: as a file that can be checked without the console, or as a table. */
  export: command('register:export')
    .input(z.object({ filter: registerFilter, format: z.enum(['json', 'csv']) }))
    .output(eventIterator(z.object({ done: z.int(), total: z.int(), text: z.string() }))),
  /** Adds a remark to an entry, which stays as it is. */
  correct: command('register:prove')
    .input(z.object({ sequence: z.int(), reason }))
    .output(z.object({ sequence: z.int() }))
    .errors({ UNKNOWN_ENTRY: {} }),
  /** Days with their proofs, newest first. */
  proofs: query('register:read')
    .input(z.object({ limit: z.int().min(1).max(400) }))
    .output(z.object({ days: z.array(proofDay) })),
  prove: command('register:prove').input(z.object({ day })).output(z.object({})).errors({ BUSY: {}, NOT_READY: {}, FUTURE: {} }),
  /** The last one that is closed ends the stop of publication that came with them. */
  closeIncident: command('register:prove', { stepUp: true })
    .input(z.object({ id: z.string(), reason }))
    .output(z.object({}))
    .errors({ UNKNOWN_INCIDENT: {} }),
  configureAnchors: command('register:prove', { stepUp: true })
    .input(anchorSettings)
    .output(z.object({}))
    .errors({ INSIDE_DATA_DIR: {}, FOLDER_UNUSABLE: {} }),
  /** Anchors the ends of the chains now, everywhere that is set. */
  anchor: command('register:prove').output(z.object({})).errors({ NO_PLACE: {} }),
};
