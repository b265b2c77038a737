import { z } from 'zod';
import type { Timeframe } from '../../../../../shared/base/time';
import { SnapshotReader } from '../../../engine/snapshot';
import type { Reader } from '../../../store/types';

/** A kernel as it stood on a past day. */
export interface Checkpoint {
  /** Open time of the last candle in it. */
  readonly lastTs: number;
  readonly takenAt: number;
  readonly bytes: Uint8Array;
}

export interface KernelAct {
  readonly lastTs: number;
  readonly signalId: string;
  readonly act: 'release' | 'reject' | 'cancel';
}

/** How the kernel of a checkpoint was made. */
export interface Shape {
  /** Length of its candles, ms. */
  readonly baseStep: number;
  readonly ruleSet: string;
  readonly timeframes: readonly Timeframe[];
  /** `name@version`, in their order. */
  readonly strategies: readonly string[];
}

const checkpoint = z
  .object({ last_ts: z.int(), taken_at: z.int(), bytes: z.instanceof(Uint8Array) })
  .transform(({ last_ts, taken_at, bytes }): Checkpoint => ({ lastTs: last_ts, takenAt: taken_at, bytes }));

/** The newest one of before `ts`; null where there is none. */
export function checkpointBefore(read: Reader, source: string, instrument: string, ts: number): Checkpoint | null {
  const own = read.db.selectFrom('kernel_checkpoints').where('source', '=', source).where('instrument', '=', instrument);
  const query = own.select(['last_ts', 'taken_at', 'bytes']).where('last_ts', '<', ts).orderBy('last_ts', 'desc').limit(1);
  return read.get(query, checkpoint) ?? null;
}

/** How the very first kernel was made, as its first checkpoint says; null where there is none, or it had replaced another one. */
export function firstShape(read: Reader, source: string, instrument: string): Shape | null {
  const own = read.db.selectFrom('kernel_checkpoints').where('source', '=', source).where('instrument', '=', instrument);
  const first = read.get(own.select(['afresh', 'bytes']).orderBy('last_ts').limit(1));
  return first === undefined || first.afresh === 1 ? null : shapeOf(first.bytes);
}

/** Kernels built anew of `from ≤ last_ts < to`, in order: each goes on in place of the one before. */
export function renewals(read: Reader, source: string, instrument: string, from: number, to: number): Checkpoint[] {
  const own = read.db.selectFrom('kernel_checkpoints').where('source', '=', source).where('instrument', '=', instrument);
  const range = own.where('afresh', '=', 1).where('last_ts', '>=', from).where('last_ts', '<', to);
  return read.all(range.select(['last_ts', 'taken_at', 'bytes']).orderBy('last_ts'), checkpoint);
}

const act = z
  .object({ last_ts: z.int(), signal_id: z.string(), act: z.enum(['release', 'reject', 'cancel']) })
  .transform(({ last_ts, signal_id, act }): KernelAct => ({ lastTs: last_ts, signalId: signal_id, act }));

export function actsOf(read: Reader, source: string, instrument: string, from: number, to: number): KernelAct[] {
  const own = read.db.selectFrom('kernel_acts').where('source', '=', source).where('instrument', '=', instrument);
  const range = own.where('last_ts', '>=', from).where('last_ts', '<', to);
  return read.all(range.select(['last_ts', 'signal_id', 'act']).orderBy('sequence'), act);
}

/** Whether people did something to signals of this instrument before acts were noted: then its kernel cannot be followed from the start. */
export function hasUnnotedActs(read: Reader, source: string, instrument: string, until: number): boolean {
  const events = read.db
    .selectFrom('signal_events')
    .innerJoin('signals', 'signals.id', 'signal_events.signal_id')
    .where('signals.source', '=', source)
    .where('signals.instrument', '=', instrument)
    .where('signals.at', '<=', until)
    .where('signal_events.kind', 'in', ['released', 'rejected', 'cancelled'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('kernel_acts').select('sequence').whereRef('kernel_acts.signal_id', '=', 'signal_events.signal_id'),
        ),
      ),
    );
  return read.get(events.select('signal_events.sequence').limit(1)) !== undefined;
}

const shape = z.tuple([z.int(), z.string(), z.number(), z.string(), z.string(), z.array(z.string()), z.array(z.string())]);

/** What the checkpoint says of itself. Throws RangeError where it cannot be read. */
export function shapeOf(bytes: Uint8Array): Shape {
  const read = shape.safeParse(JSON.parse(new SnapshotReader(bytes).text()));
  if (!read.success) throw new RangeError('the checkpoint does not say how its kernel was made');
  const scanners = read.data[6].map((text) => text.split('/'));
  return {
    baseStep: read.data[2],
    ruleSet: read.data[4],
    timeframes: [...new Set(scanners.map(([, timeframe]) => timeframe as Timeframe))],
    strategies: [...new Set(scanners.map(([strategy]) => strategy as string))],
  };
}

const began = z
  .object({ data_json: z.string() })
  .transform(({ data_json }) => z.object({ at: z.number() }).parse(JSON.parse(data_json)).at);

/** Decisions up to this time were never put on record: they only warmed the kernels up. */
export function recordedFrom(read: Reader, source: string): number | null {
  const query = read.db.selectFrom('facts').select('data_json').where('kind', '=', 'engine.began').where('subject', '=', source);
  return read.get(query, began) ?? null;
}

export interface StoredKernel extends Shape {
  readonly source: string;
  readonly instrument: string;
  /** Open time of the last candle whose decisions are certainly all stored. */
  readonly lastTs: number;
}

/** Every kernel as it was last stored. */
export function kernelsOf(read: Reader): StoredKernel[] {
  const query = read.db.selectFrom('kernel_snapshots').selectAll().orderBy('source').orderBy('instrument');
  return read
    .all(query)
    .map(({ source, instrument, last_ts, bytes }) => ({ source, instrument, lastTs: last_ts, ...shapeOf(bytes) }));
}
