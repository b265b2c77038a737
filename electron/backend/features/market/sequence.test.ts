import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../shared/base/time';
import { QUALITY_CODE } from '../../../../shared/features/market/candle';
import type { Minute } from './minute';
import { type Hole, MinuteSequence } from './sequence';

const minute = (n: number, quality: keyof typeof QUALITY_CODE = 'complete', price = 100 + n): Minute => ({
  ts: n * MINUTE,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: 1,
  quality: QUALITY_CODE[quality],
  bid: Number.NaN,
  ask: Number.NaN,
});
const row = (n: number) => ({ ts: n * MINUTE, open: 5, high: 5, low: 5, close: 5, volume: 2 });

function aSequence(first = 0, trades: (ts: number) => boolean = () => true) {
  const told: string[] = [];
  const closed: Hole[] = [];
  const names = Object.keys(QUALITY_CODE);
  const sequence = new MinuteSequence(first * MINUTE, {
    deliver: (minutes) => told.push(...minutes.map(({ ts, quality, close }) => `${ts / MINUTE} ${names[quality]} ${close}`)),
    holeClosed: (hole) => closed.push({ ...hole }),
    trades,
  });
  return { sequence, told, closed };
}

describe('minutes in order', () => {
  it('[MKT22] delivers each once and in order, whatever comes late or twice', () => {
    const { sequence, told } = aSequence();
    for (const n of [0, 2, 1, 1, 0, 3]) sequence.add(minute(n));
    expect(told).toEqual(['0 complete 100', '1 complete 101', '2 complete 102', '3 complete 103']);
  });

  it('[MKT22] lets later minutes wait behind a hole until history fills it', () => {
    const { sequence, told, closed } = aSequence();
    sequence.add(minute(0));
    sequence.open(MINUTE, 4 * MINUTE, 'reconnect', 'g');
    sequence.add(minute(3));
    sequence.add(minute(4));
    expect(told).toEqual(['0 complete 100']);
    sequence.fill([row(1)], 2 * MINUTE);
    expect(told.slice(1)).toEqual(['1 repaired 5']);
    sequence.fill([row(2), row(3)], 4 * MINUTE);
    expect(told.slice(2)).toEqual(['2 repaired 5', '3 repaired 5', '4 complete 104']);
    expect(closed).toMatchObject([{ gapId: 'g', missing: 0 }]);
  });

  it('[MKT21] calls suspect what trades were seen in and history denies, and quiet what nobody saw', () => {
    const { sequence, told, closed } = aSequence();
    sequence.add(minute(0));
    sequence.open(MINUTE, 4 * MINUTE, 'reconnect', 'g');
    sequence.add(minute(1));
    sequence.add(minute(2, 'quiet'));
    sequence.fill([row(3)], 4 * MINUTE);
    expect(told.slice(1)).toEqual(['1 suspect 101', '2 quiet 101', '3 repaired 5']);
    expect(closed).toMatchObject([{ missing: 1 }]);
  });

  it('[MKT21] gives a hole up with what was built as suspect and the rest missing', () => {
    const { sequence, told, closed } = aSequence();
    sequence.add(minute(0));
    sequence.open(MINUTE, 4 * MINUTE, 'silence', 'g');
    sequence.add(minute(3));
    sequence.add(minute(4));
    sequence.abandon(4 * MINUTE);
    expect(told.slice(1)).toEqual(['3 suspect 103', '4 complete 104']);
    expect(closed).toMatchObject([{ missing: 3 }]);
  });

  it('[MKT21] invents no quiet minutes where the venue does not remember', () => {
    const { sequence, told, closed } = aSequence();
    sequence.add(minute(0));
    sequence.open(MINUTE, 5 * MINUTE, 'reconnect', 'g');
    sequence.fill([row(3)], 5 * MINUTE, 3 * MINUTE);
    expect(told.slice(1)).toEqual(['3 repaired 5', '4 quiet 5']);
    expect(closed).toMatchObject([{ missing: 2 }]);
  });

  it('opens no hole over what was delivered or is one already', () => {
    const { sequence } = aSequence();
    sequence.add(minute(0));
    expect(sequence.open(0, 3 * MINUTE, 'reconnect', 'a')).toMatchObject({ from: MINUTE, to: 3 * MINUTE });
    expect(sequence.open(0, 3 * MINUTE, 'reconnect', 'b')).toBeNull();
    expect(sequence.open(0, 5 * MINUTE, 'reconnect', 'c')).toMatchObject({ from: 3 * MINUTE, to: 5 * MINUTE });
  });

  it('expects no minutes outside the session', () => {
    const { sequence, told, closed } = aSequence(0, (ts) => ts < 2 * MINUTE || ts >= 5 * MINUTE);
    for (const n of [0, 1, 5]) sequence.add(minute(n));
    expect(told).toEqual(['0 complete 100', '1 complete 101', '5 complete 105']);
    const night = aSequence(0, (ts) => ts < 2 * MINUTE);
    night.sequence.add(minute(0));
    night.sequence.open(MINUTE, 4 * MINUTE, 'reconnect', 'g');
    night.sequence.fill([], 4 * MINUTE);
    expect(night.told).toEqual(['0 complete 100', '1 quiet 100']);
    expect(night.closed).toMatchObject([{ missing: 0 }]);
    expect(closed).toEqual([]);
  });
});
