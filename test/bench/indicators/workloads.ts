import { ADX, ATR, BollingerBands, EMA, MACD, RSI } from 'trading-signals';
import { adx } from '../../../shared/features/signals/indicators/adx/adx';
import { atr } from '../../../shared/features/signals/indicators/atr/atr';
import { bollinger } from '../../../shared/features/signals/indicators/bollinger/bollinger';
import { ema } from '../../../shared/features/signals/indicators/ema/ema';
import type { BarColumns } from '../../../shared/features/signals/indicators/indicator';
import { macd } from '../../../shared/features/signals/indicators/macd/macd';
import { rsi } from '../../../shared/features/signals/indicators/rsi/rsi';
import { median } from '../bench';
import type { Measured } from './reference';

export const CHUNK = 1024;

/** The measured set, in the order in which the C loop writes its outputs. */
const SET = [
  ema({ period: 12 }),
  ema({ period: 26 }),
  rsi({ period: 14 }),
  macd({ fast: 12, slow: 26, signal: 9 }),
  atr({ period: 14 }),
  bollinger({ period: 20, deviations: 2 }),
  adx({ period: 14 }),
];

interface Desk {
  readonly bars: BarColumns;
  readonly slots: readonly { state: Float64Array; offset: number; out: Float64Array[] }[];
}

/** States of all instruments lie in one array, as in the kernel's checkpoint. */
function desks(instruments: readonly BarColumns[]): Desk[] {
  const size = SET.reduce((sum, indicator) => sum + indicator.stateSize, 0);
  const state = new Float64Array(size * instruments.length);
  let offset = 0;
  return instruments.map((bars) => ({
    bars,
    slots: SET.map((indicator) => {
      const slot = { state, offset, out: indicator.outputs.map(() => new Float64Array(bars.ts.length)) };
      offset += indicator.stateSize;
      return slot;
    }),
  }));
}

function resetAll(all: readonly Desk[]): void {
  for (const desk of all) {
    SET.forEach((indicator, k) => {
      const slot = desk.slots[k];
      if (slot !== undefined) indicator.reset(slot.state, slot.offset);
    });
  }
}

function runAll(desk: Desk, from: number, to: number): void {
  const { bars, slots } = desk;
  for (let k = 0; k < SET.length; k++) {
    const indicator = SET[k] as (typeof SET)[number];
    const slot = slots[k] as Desk['slots'][number];
    indicator.run(slot.state, slot.offset, bars, from, to, slot.out);
  }
}

/** Our kernels over these instruments, measured `rounds` times a call; the arrays are made once. */
export function kernels(instruments: readonly BarColumns[], mode: 'chunk' | 'live', rounds: number): () => Measured {
  const all = desks(instruments);
  const bars = instruments[0]?.ts.length ?? 0;
  const once = mode === 'chunk' ? () => inChunks(all, bars) : () => inTurn(all, bars);
  return () => {
    const times = Array.from({ length: rounds }, () => {
      resetAll(all);
      const begun = process.hrtime.bigint();
      once();
      return Number(process.hrtime.bigint() - begun) / (bars * all.length);
    });
    const last = all.at(-1)?.slots.flatMap(({ out }) => out.map((values) => values.at(-1) ?? Number.NaN)) ?? [];
    return { nsPerBar: median(times), last };
  };
}

function inChunks(all: readonly Desk[], bars: number): void {
  for (const desk of all) {
    for (let from = 0; from < bars; from += CHUNK) runAll(desk, from, Math.min(from + CHUNK, bars));
  }
}

function inTurn(all: readonly Desk[], bars: number): void {
  for (let i = 0; i < bars; i++) {
    for (const desk of all) runAll(desk, i, i + 1);
  }
}

/** The same set with the `trading-signals` package over one instrument; candles are made beforehand, outside the measured time. */
export function tradingSignals(bars: BarColumns): () => Measured {
  const candles = Array.from(bars.close, (close, i) => ({ high: bars.high[i] as number, low: bars.low[i] as number, close }));
  return () => {
    const onClose = [
      new EMA(12),
      new EMA(26),
      new RSI(14),
      new MACD(new EMA(12), new EMA(26), new EMA(9)),
      new BollingerBands(20, 2),
    ];
    const onCandle = [new ATR(14), new ADX(14)];
    const begun = process.hrtime.bigint();
    for (const candle of candles) {
      for (const indicator of onClose) indicator.update(candle.close, false);
      for (const indicator of onCandle) indicator.update(candle, false);
    }
    const nsPerBar = Number(process.hrtime.bigint() - begun) / candles.length;
    return { nsPerBar, last: [onClose[0]?.getResult(), onClose[1]?.getResult()].map(Number) };
  };
}
