import * as reference from 'trading-signals';
import { adx } from '../../../shared/features/signals/indicators/adx/adx';
import { atr } from '../../../shared/features/signals/indicators/atr/atr';
import { bollinger } from '../../../shared/features/signals/indicators/bollinger/bollinger';
import { ema } from '../../../shared/features/signals/indicators/ema/ema';
import type { BarColumns, Indicator } from '../../../shared/features/signals/indicators/indicator';
import { macd } from '../../../shared/features/signals/indicators/macd/macd';
import { rsi } from '../../../shared/features/signals/indicators/rsi/rsi';
import { emptyBars } from '../../builders/bars';
import { median } from '../bench';
import type { Measured } from './reference';

export const CHUNK = 1024;

/** The measured set, in the order in which the C loop writes its outputs. */
const EMA_12 = ema({ period: 12 });
const EMA_26 = ema({ period: 26 });
const RSI_14 = rsi({ period: 14 });
const MACD = macd({ fast: 12, slow: 26, signal: 9 });
const ATR_14 = atr({ period: 14 });
const BANDS = bollinger({ period: 20, deviations: 2 });
const ADX_14 = adx({ period: 14 });
const SET = [EMA_12, EMA_26, RSI_14, MACD, ATR_14, BANDS, ADX_14];

/** Where each indicator's state begins, and how much all of them need. */
const AT_EMA_26 = EMA_12.stateSize;
const AT_RSI = AT_EMA_26 + EMA_26.stateSize;
const AT_MACD = AT_RSI + RSI_14.stateSize;
const AT_ATR = AT_MACD + MACD.stateSize;
const AT_BANDS = AT_ATR + ATR_14.stateSize;
const AT_ADX = AT_BANDS + BANDS.stateSize;
const STATE_SIZE = AT_ADX + ADX_14.stateSize;

/** All instruments of the desk in one set of columns, one after the other, as the C loop has them. */
interface Desk {
  readonly bars: BarColumns;
  readonly instruments: number;
  readonly length: number;
  readonly state: Float64Array;
  readonly out: readonly [Outputs, Outputs, Outputs, Outputs, Outputs, Outputs, Outputs];
}
type Outputs = readonly Float64Array[];

function deskOf(instruments: readonly BarColumns[]): Desk {
  const length = instruments[0]?.ts.length ?? 0;
  const bars = emptyBars(length * instruments.length);
  instruments.forEach((own, k) => {
    for (const name of ['high', 'low', 'close'] as const) bars[name].set(own[name], k * length);
  });
  const columns = (indicator: Indicator): Outputs => indicator.outputs.map(() => new Float64Array(length * instruments.length));
  const [a, b, c, d, e, f, g] = SET.map(columns) as [Outputs, Outputs, Outputs, Outputs, Outputs, Outputs, Outputs];
  const state = new Float64Array(STATE_SIZE * instruments.length);
  return { bars, instruments: instruments.length, length, state, out: [a, b, c, d, e, f, g] };
}

function resetAll({ state, instruments }: Desk): void {
  for (let k = 0; k < instruments; k++) {
    let offset = k * STATE_SIZE;
    for (const indicator of SET) {
      indicator.reset(state, offset);
      offset += indicator.stateSize;
    }
  }
}

/** The set over one row, written out as the C loop is: each call has one callee, so it can be compiled as a direct one. */
function runRow({ state, bars, out }: Desk, offset: number, from: number): void {
  const to = from + 1;
  EMA_12.run(state, offset, bars, from, to, out[0]);
  EMA_26.run(state, offset + AT_EMA_26, bars, from, to, out[1]);
  RSI_14.run(state, offset + AT_RSI, bars, from, to, out[2]);
  MACD.run(state, offset + AT_MACD, bars, from, to, out[3]);
  ATR_14.run(state, offset + AT_ATR, bars, from, to, out[4]);
  BANDS.run(state, offset + AT_BANDS, bars, from, to, out[5]);
  ADX_14.run(state, offset + AT_ADX, bars, from, to, out[6]);
}

/** The set over a chunk, one indicator after the other from a list as the kernel has it: the calls cost nothing here. */
function runChunk({ state, bars, out }: Desk, offset: number, from: number, to: number): void {
  let at = offset;
  for (let k = 0; k < SET.length; k++) {
    const indicator = SET[k] as Indicator;
    indicator.run(state, at, bars, from, to, out[k] as Outputs);
    at += indicator.stateSize;
  }
}

/** Our kernels over these instruments, measured `rounds` times a call; the arrays are made once. */
export function kernels(instruments: readonly BarColumns[], mode: 'chunk' | 'live', rounds: number): () => Measured {
  const desk = deskOf(instruments);
  const once = mode === 'chunk' ? inChunks : inTurn;
  return () => {
    const times = Array.from({ length: rounds }, () => {
      resetAll(desk);
      const begun = process.hrtime.bigint();
      once(desk);
      return Number(process.hrtime.bigint() - begun) / (desk.length * desk.instruments);
    });
    const last = desk.out.flatMap((outputs) => outputs.map((values) => values.at(-1) ?? Number.NaN));
    return { nsPerBar: median(times), last };
  };
}

function inChunks(desk: Desk): void {
  const { instruments, length } = desk;
  for (let k = 0; k < instruments; k++) {
    const end = (k + 1) * length;
    for (let from = k * length; from < end; from += CHUNK) runChunk(desk, k * STATE_SIZE, from, Math.min(from + CHUNK, end));
  }
}

function inTurn(desk: Desk): void {
  const { instruments, length } = desk;
  for (let i = 0; i < length; i++) {
    for (let k = 0; k < instruments; k++) runRow(desk, k * STATE_SIZE, k * length + i);
  }
}

/** The same set with the `trading-signals` package over one instrument; candles are made beforehand, outside the measured time. */
export function tradingSignals(bars: BarColumns): () => Measured {
  const candles = Array.from(bars.close, (close, i) => ({ high: bars.high[i] as number, low: bars.low[i] as number, close }));
  return () => {
    const onClose = [
      new reference.EMA(12),
      new reference.EMA(26),
      new reference.RSI(14),
      new reference.MACD(new reference.EMA(12), new reference.EMA(26), new reference.EMA(9)),
      new reference.BollingerBands(20, 2),
    ];
    const onCandle = [new reference.ATR(14), new reference.ADX(14)];
    const begun = process.hrtime.bigint();
    for (const candle of candles) {
      for (const indicator of onClose) indicator.update(candle.close, false);
      for (const indicator of onCandle) indicator.update(candle, false);
    }
    const nsPerBar = Number(process.hrtime.bigint() - begun) / candles.length;
    return { nsPerBar, last: [onClose[0]?.getResult(), onClose[1]?.getResult()].map(Number) };
  };
}
