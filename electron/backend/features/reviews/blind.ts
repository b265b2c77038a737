import { z } from 'zod';
import type { BlobLike } from '../../../../shared/base/columns';
import { HOUR, type Timeframe } from '../../../../shared/base/time';
import type { Announcement } from '../../../../shared/features/market/contract';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { BlindSignal } from '../../../../shared/features/reviews/contract';
import { check, direction, hold, modelScore, reason } from '../../../../shared/features/signals/signal';
import { Refusal } from '../../store/refusal';
import type { Reader } from '../../store/types';
import { sampleOf } from './store';

export interface BlindOptions {
  readonly source: string;
  readonly instruments: readonly Instrument[];
  readonly read: Reader;
  /** Closed bars that ended by `to`, the last `limit` of them, as one pack. */
  readonly candles: (instrument: Instrument, timeframe: Timeframe, range: { to: number; limit: number }) => BlobLike;
}

const BARS = 160;
const AROUND = 12 * HOUR;

/** What of the inputs was known to whoever decided; older records may lack either. */
const known = z.object({ calendarVersion: z.string().nullable().default(null), model: modelScore.nullable().default(null) });

/** Every column that was written when the signal was decided, and no other: what is not read here cannot be told. */
const DECIDED = [
  'id',
  'at',
  'instrument',
  'timeframe',
  'direction',
  'entry',
  'tp1',
  'tp2',
  'sl',
  'confidence',
  'no_edge',
  'expires_at',
  'strategy',
  'rule_set',
  'source',
  'checks_json',
  'inputs_json',
  'reasons_json',
  'hold_json',
] as const;

/** A signal of a sample as it stood when it was decided. Throws Refusal UNKNOWN_SAMPLE. */
export function openBlind(options: BlindOptions, id: string): BlindSignal {
  const { read, source } = options;
  const sample = sampleOf(read, read.db, source, id);
  const row = read.get(read.db.selectFrom('signals').select(DECIDED).where('id', '=', id));
  if (sample === undefined || row === undefined) throw new Refusal('UNKNOWN_SAMPLE');
  const { checks_json, inputs_json, reasons_json, hold_json, no_edge, expires_at, rule_set, ...same } = row;
  const { calendarVersion, model } = known.parse(JSON.parse(inputs_json));
  const instrument = options.instruments.find((one) => one.id === row.instrument);
  const timeframe = row.timeframe as Timeframe;
  return {
    ...same,
    timeframe,
    direction: direction.parse(row.direction),
    noEdge: no_edge,
    expiresAt: expires_at,
    ruleSet: rule_set,
    kind: sample.kind,
    decimals: instrument?.decimals ?? null,
    checks: z.array(check).parse(JSON.parse(checks_json)),
    reasons: z.array(reason).parse(JSON.parse(reasons_json)),
    hold: hold_json === null ? null : hold.parse(JSON.parse(hold_json)),
    model,
    announcements: calendarVersion === null ? null : around(read, calendarVersion, row.at, instrument),
    pack: instrument === undefined ? NO_BARS : options.candles(instrument, timeframe, { to: row.at, limit: BARS }),
  };
}

const NO_BARS = new Blob([]) as BlobLike;

/** Announcements near `at` as that version of the calendar had them: a later import has no say. */
function around(read: Reader, version: string, at: number, instrument: Instrument | undefined): Announcement[] | null {
  const sequence = read.get(
    read.db.selectFrom('calendar_versions').select('sequence').where('version', '=', version).orderBy('sequence').limit(1),
  )?.sequence;
  if (sequence === undefined) return null;
  const rows = read.all(
    read.db
      .selectFrom('announcements')
      .select(['id', 'since', 'at', 'currency', 'impact', 'title'])
      .where('since', '<=', sequence)
      .orderBy('since'),
  );
  const newest = new Map(rows.map((row) => [row.id, row]));
  return [...newest.values()]
    .filter((one) => Math.abs(one.at - at) <= AROUND && (instrument?.currencies.includes(one.currency) ?? true))
    .map(({ since: _, impact, ...rest }) => ({ ...rest, impact: impact as Announcement['impact'] }))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}
