import type { TickBatch, TickColumns } from './series';

/** Columns of a stored piece, back to back, Float64 each. Never changed: stored bytes depend on it. */
const WIDTH = 4;

/** The ticks of one instrument out of a batch, ready to be stored. */
export interface TickPiece {
  /** Index into the batch's `instruments`. */
  readonly instrument: number;
  readonly rows: number;
  readonly firstTs: number;
  readonly lastTs: number;
  readonly body: Buffer;
}

/** Sorts a batch by instrument, keeping the order of arrival within each. Throws RangeError on an index without an instrument. */
export function splitTicks(batch: TickBatch): TickPiece[] {
  const counts = new Uint32Array(batch.instruments.length);
  for (let at = 0; at < batch.length; at += 1) {
    const instrument = batch.instrument[at] as number;
    if (instrument >= counts.length) throw new RangeError(`tick ${at} names instrument ${instrument} of ${counts.length}`);
    counts[instrument] = (counts[instrument] as number) + 1;
  }
  const bodies = Array.from(counts, (rows) => new Float64Array(rows * WIDTH));
  fill(batch, counts, bodies);
  return bodies.flatMap((body, instrument) => {
    const rows = counts[instrument] as number;
    if (rows === 0) return [];
    const { first, last } = span(body, rows);
    return [{ instrument, rows, firstTs: first, lastTs: last, body: Buffer.from(body.buffer) }];
  });
}

function fill(batch: TickBatch, counts: Uint32Array, bodies: readonly Float64Array[]): void {
  const next = new Uint32Array(counts.length);
  for (let at = 0; at < batch.length; at += 1) {
    const instrument = batch.instrument[at] as number;
    const body = bodies[instrument] as Float64Array;
    const rows = counts[instrument] as number;
    const slot = next[instrument] as number;
    next[instrument] = slot + 1;
    body[slot] = batch.ts[at] as number;
    body[rows + slot] = batch.price[at] as number;
    body[2 * rows + slot] = batch.amount[at] as number;
    body[3 * rows + slot] = batch.tradeId[at] as number;
  }
}

/** Trades arrive late at times, so neither end is simply the first or the last. */
function span(body: Float64Array, rows: number): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < rows; at += 1) {
    const ts = body[at] as number;
    if (ts < first) first = ts;
    if (ts > last) last = ts;
  }
  return { first, last };
}

/** Ticks with `from ≤ ts < to` out of stored pieces, in order of time; equal times in the order they were written. */
export function joinTicks(pieces: readonly { rows: number; body: Uint8Array }[], from: number, to: number): TickColumns {
  const found: { ts: number; price: number; amount: number; tradeId: number }[] = [];
  for (const { rows, body } of pieces) {
    const values = new Float64Array(Uint8Array.from(body).buffer);
    for (let at = 0; at < rows; at += 1) {
      const ts = values[at] as number;
      if (ts < from || ts >= to) continue;
      const [price, amount, tradeId] = [values[rows + at], values[2 * rows + at], values[3 * rows + at]] as [
        number,
        number,
        number,
      ];
      found.push({ ts, price, amount, tradeId });
    }
  }
  found.sort((a, b) => a.ts - b.ts);
  return {
    ts: Float64Array.from(found, (tick) => tick.ts),
    price: Float64Array.from(found, (tick) => tick.price),
    amount: Float64Array.from(found, (tick) => tick.amount),
    tradeId: Float64Array.from(found, (tick) => tick.tradeId),
  };
}
