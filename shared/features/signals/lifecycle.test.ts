import { describe, expect, it } from 'vitest';
import { expire, gainAtEnd, gainAtTp1, lead, type Position } from './lifecycle';

type Bar = readonly [open: number, high: number, low: number, close: number];

/** Entry 100, SL 90, TP1 105, TP2 120 for a long; mirrored at 100 for a short. R = 10. */
function aPosition(side: 1 | -1, costBps = 0): Position {
  const at = (long: number) => (side > 0 ? long : 200 - long);
  return { side, entry: 100, sl: at(90), tp1: at(105), tp2: at(120), expiresAt: 10, costBps, half: Number.NaN };
}

function mirrored(bar: Bar, side: 1 | -1): Bar {
  const [open, high, low, close] = bar;
  return side > 0 ? bar : [200 - open, 200 - low, 200 - high, 200 - close];
}

/** Leads a position through bars that close at 1, 2, 3 … and writes down `result@fill`, fills as a long would have them. */
function story(side: 1 | -1, bars: readonly Bar[]): string[] {
  const position = aPosition(side);
  const told: string[] = [];
  for (const [index, bar] of bars.entries()) {
    const [open, high, low, close] = mirrored(bar, side);
    const tell = (result: string, fill: number) => told.push(`${result}@${side > 0 ? fill : 200 - fill}`);
    if (lead(position, open, high, low, close, index + 1, tell)) return told;
  }
  return [...told, 'open'];
}

const quiet: Bar = [101, 102, 99, 101];
const tp1: Bar = [101, 106, 101, 104];

const TABLE: readonly [law: string, name: string, bars: readonly Bar[], expected: readonly string[]][] = [
  ['[SIG10]', 'nothing touched stays open', [quiet, quiet], ['open']],
  ['[SIG10]', 'the stop ends it', [quiet, [99, 100, 89, 95]], ['SL@90']],
  ['[SIG10]', 'a touch of the stop is a stop', [[99, 100, 90, 95]], ['SL@90']],
  ['[SIG10]', 'TP1, then TP2', [tp1, [104, 121, 103, 119]], ['TP1@105', 'TP2@120']],
  ['[SIG10]', 'TP1, then back to the entry', [tp1, [104, 106, 99, 99]], ['TP1@105', 'TP1_BE@100']],
  ['[SIG10]', 'TP1 alone leaves the rest open', [tp1, [104, 106, 103, 105]], ['TP1@105', 'open']],
  ['[SIG10]', 'a touch of TP1 is TP1', [[101, 105, 101, 104]], ['TP1@105', 'open']],
  ['[SIG11]', 'stop and TP1 in one bar is the stop', [[100, 106, 89, 100]], ['SL@90']],
  ['[SIG11]', 'TP1 and the entry in one bar is back to the entry', [[101, 106, 99.5, 104]], ['TP1@105', 'TP1_BE@100']],
  ['[SIG11]', 'TP1, entry and TP2 in one bar is back to the entry', [[101, 125, 100, 110]], ['TP1@105', 'TP1_BE@100']],
  ['[SIG11]', 'TP1 and TP2 in one bar without the entry is both', [[101, 125, 100.5, 110]], ['TP1@105', 'TP2@120']],
  ['[SIG11]', 'after TP1 the entry comes before TP2', [tp1, [104, 125, 99, 110]], ['TP1@105', 'TP1_BE@100']],
  ['[SIG12]', 'opens below the stop: filled at the open', [[85, 101, 80, 100]], ['SL@85']],
  ['[SIG12]', 'opens on the stop', [[90, 101, 90, 100]], ['SL@90']],
  ['[SIG12]', 'opens beyond TP2: both at the open', [[130, 131, 129, 130]], ['TP1@130', 'TP2@130']],
  ['[SIG12]', 'opens beyond TP2 and falls to the stop: still both at the open', [[130, 131, 80, 85]], ['TP1@130', 'TP2@130']],
  ['[SIG12]', 'opens between TP1 and TP2: TP1 at the open', [[110, 112, 108, 111]], ['TP1@110', 'open']],
  ['[SIG12]', 'opens between TP1 and TP2, reaches TP2', [[110, 121, 108, 111]], ['TP1@110', 'TP2@120']],
  ['[SIG12]', 'opens between TP1 and TP2, falls to the entry', [[110, 112, 99, 101]], ['TP1@110', 'TP1_BE@100']],
  ['[SIG12]', 'after TP1 opens below the entry: filled at the open', [tp1, [97, 98, 96, 97]], ['TP1@105', 'TP1_BE@97']],
  ['[SIG12]', 'after TP1 opens beyond TP2: filled at the open', [tp1, [123, 124, 99, 120]], ['TP1@105', 'TP2@123']],
  ['[SIG13]', 'expires at its candle’s close', Array<Bar>(12).fill(quiet), ['EXPIRED@101']],
  ['[SIG13]', 'expires after TP1', [tp1, ...Array<Bar>(11).fill([104, 106, 103, 103])], ['TP1@105', 'TP1_EXPIRED@103']],
  ['[SIG13]', 'a level in the last candle comes before the expiry', [...Array<Bar>(9).fill(quiet), [99, 100, 89, 95]], ['SL@90']],
  [
    '[SIG13]',
    'TP1 in the last candle, then the expiry at its close',
    [...Array<Bar>(9).fill(quiet), tp1],
    ['TP1@105', 'TP1_EXPIRED@104'],
  ],
];

describe.each([
  ['long', 1],
  ['short', -1],
] as const)('the life of a %s', (_name, side) => {
  it.each(TABLE)('%s %s', (_law, _what, bars, expected) => {
    expect(story(side, bars)).toEqual(expected);
  });

  it('[SIG13] a gap over the expiry ends it with the last price before', () => {
    const told: string[] = [];
    const position = aPosition(side);
    expire(position, 103, (result, fill) => told.push(`${result}@${fill}`));
    position.half = 105;
    expire(position, 103, (result, fill) => told.push(`${result}@${fill}`));
    expect(told).toEqual(['EXPIRED@103', 'TP1_EXPIRED@103']);
  });
});

describe('gains in R', () => {
  it('[SIG14] the stop loses 1 R and the costs of both sides', () => {
    expect(gainAtEnd(aPosition(1, 10), 90)).toEqual({ rGross: -1, r: -1.019 });
    expect(gainAtEnd(aPosition(-1, 10), 110)).toEqual({ rGross: -1, r: -1.021 });
  });

  it('[SIG14] TP1 and TP2 give a quarter and one R; TP1 alone the realised half', () => {
    const position = { ...aPosition(1, 10), half: 105 };
    expect(gainAtTp1(position)).toEqual({ rGross: 0.25, r: 0.23975 });
    expect(gainAtEnd(position, 120)).toEqual({ rGross: 1.25, r: 1.22875 });
    expect(gainAtEnd(position, 100)).toEqual({ rGross: 0.25, r: 0.22975 });
  });

  it('[SIG14] a gain of nothing is 0, never −0', () => {
    expect(Object.is(gainAtEnd(aPosition(-1), 100).rGross, 0)).toBe(true);
  });
});
