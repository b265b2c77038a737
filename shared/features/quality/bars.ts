/** Columns of one series of bars, index 0 oldest, all of the same length. */
export interface BarColumns {
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

const NAMES = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Bars of `lengthMs`, joined from shorter ones that are in order; buckets are aligned to the epoch, one without bars is left out. */
export function joinBars(bars: BarColumns, lengthMs: number): BarColumns {
  const rows: Record<(typeof NAMES)[number], number>[] = [];
  let last: (typeof rows)[number] | undefined;
  for (let i = 0; i < bars.ts.length; i += 1) {
    const bar = rowAt(bars, i);
    const ts = Math.floor(bar.ts / lengthMs) * lengthMs;
    if (last?.ts === ts) {
      last.high = Math.max(last.high, bar.high);
      last.low = Math.min(last.low, bar.low);
      last.close = bar.close;
      last.volume += bar.volume;
    } else {
      last = { ...bar, ts };
      rows.push(last);
    }
  }
  return columnsOf(rows);
}

function rowAt(bars: BarColumns, i: number) {
  const value = (name: (typeof NAMES)[number]) => bars[name][i] ?? Number.NaN;
  return {
    ts: value('ts'),
    open: value('open'),
    high: value('high'),
    low: value('low'),
    close: value('close'),
    volume: value('volume'),
  };
}

function columnsOf(rows: readonly Record<(typeof NAMES)[number], number>[]): BarColumns {
  const column = (name: (typeof NAMES)[number]) => Float64Array.from(rows, (row) => row[name]);
  return {
    ts: column('ts'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

/** One series after the other. */
export function appendBars(before: BarColumns, after: BarColumns): BarColumns {
  const joined = (name: (typeof NAMES)[number]) => {
    const out = new Float64Array(before[name].length + after[name].length);
    out.set(before[name]);
    out.set(after[name], before[name].length);
    return out;
  };
  return {
    ts: joined('ts'),
    open: joined('open'),
    high: joined('high'),
    low: joined('low'),
    close: joined('close'),
    volume: joined('volume'),
  };
}

export const NO_BARS: BarColumns = columnsOf([]);
