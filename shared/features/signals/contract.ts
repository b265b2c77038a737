import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { signalId, uuid } from '../../base/ids';
import { timeframe } from '../market/candle';
import { direction, signalDetail, signalRow, signalState } from './signal';

export const signalFilter = z.object({
  text: z.string().max(100).optional(),
  instruments: z.array(z.string()).optional(),
  timeframes: z.array(timeframe).optional(),
  directions: z.array(direction).optional(),
  strategies: z.array(z.string()).optional(),
  states: z.array(signalState).optional(),
  /** `open` = no final outcome yet. */
  open: z.boolean().optional(),
  from: z.int().optional(),
  to: z.int().optional(),
});
export type SignalFilter = z.infer<typeof signalFilter>;

/** A rate beside everything that keeps it honest. All null where n = 0; `low`/`high` is the Wilson 95 % interval. */
export const rate = z.object({
  n: z.int(),
  wins: z.int(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  noEdge: z.number().nullable(),
  edge: z.number().nullable(),
  edgeLow: z.number().nullable(),
  edgeHigh: z.number().nullable(),
  /** Mean net R. */
  expectancyR: z.number().nullable(),
});
export type Rate = z.infer<typeof rate>;

export const savedView = z.object({ id: uuid, name: z.string().min(1).max(60), filter: signalFilter });
export type SavedView = z.infer<typeof savedView>;

const reasonText = z.string().trim().min(5).max(1000);
const one = z.object({ id: signalId });
const refusals = {
  UNKNOWN_SIGNAL: {},
  /** Somebody else decided first; says what it is now. */
  ALREADY_DECIDED: { data: z.object({ state: signalState }) },
  /** The market reached a level or the expiry, so releasing would publish the past. */
  TOO_LATE: { data: z.object({ result: z.string() }) },
};

export const signalsContract = {
  /** Newest first; `cursor` continues where the last page ended. `total` counts the whole filter. */
  list: query('signals:read')
    .input(z.object({ filter: signalFilter, cursor: z.string().nullable(), limit: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(signalRow), next: z.string().nullable(), total: z.int() })),
  get: query('signals:read').input(one).output(signalDetail).errors({ UNKNOWN_SIGNAL: {} }),
  /** Says that a signal is new or has changed; the screen re-reads what it shows. */
  changes: stream('signals:read').output(
    eventIterator(z.object({ id: signalId, kind: z.enum(['decided', 'state', 'outcome']), sequence: z.int() })),
  ),
  /** Refused too while the instrument is paused, or publication as a whole is stopped (`scope` is `*`). */
  release: command('signals:decide')
    .input(one.extend({ reason: reasonText }))
    .output(signalRow)
    .errors({ ...refusals, PAUSED: { data: z.object({ scope: z.string(), reason: z.string() }) } }),
  reject: command('signals:decide')
    .input(one.extend({ reason: reasonText }))
    .output(signalRow)
    .errors(refusals),
  /** Ends a published open signal by hand: result CANCELLED, outside every rate. */
  cancel: command('signals:decide')
    .input(one.extend({ reason: reasonText }))
    .output(signalRow)
    .errors(refusals),
  /** Rates over published closed signals, and over the shadow record of every candidate. */
  rates: query('signals:read')
    .input(z.object({ filter: signalFilter }))
    .output(z.object({ published: rate, record: rate })),
  views: query('signals:read').output(z.object({ views: z.array(savedView) })),
  saveView: command('signals:read')
    .input(z.object({ name: z.string().trim().min(1).max(60), filter: signalFilter }))
    .output(savedView),
  deleteView: command('signals:read')
    .input(z.object({ id: uuid }))
    .output(z.object({})),
};
