import { MINUTE } from '../../../shared/base/time';
import { BinanceFake } from '../../fakes/venues/binanceFake';

/** What the catalogue lists on Binance and sorts first: all of them are in sight in a window of 800 pixels. */
export const SYMBOLS = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'BNBUSDT', 'XRPUSDT', 'ADAUSDT', 'DOGEUSDT', 'LTCUSDT', 'DASHUSDT'];
const BASE = 60_000;
const STEP = 0.01;
const PAST_MINUTES = 600;
const PACE_EVERY_MS = 2;

/** A trade's number, from the price that it was given on the way out. */
export function numberOf(price: number): number {
  return Math.round((price - BASE) / STEP);
}

export interface PacedVenue {
  readonly wsUrl: string;
  readonly restUrl: string;
  /** When each trade was handed to the socket, epoch ms with fractions, by trade number. */
  readonly sentAt: readonly number[];
  stop(): Promise<void>;
}

/** A Binance on loopback that trades `perSecond` times a second, in turn over all symbols; each price says which trade it was. */
export async function startPacedVenue(perSecond: number): Promise<PacedVenue> {
  const now = Date.now();
  const fake = await new BinanceFake({ start: now - PAST_MINUTES * MINUTE, symbols: SYMBOLS }).listen();
  for (let minute = PAST_MINUTES; minute > 0; minute -= 1) {
    fake.play(SYMBOLS.map((symbol) => ({ symbol, id: 1_000_000 - minute, ts: now - minute * MINUTE, price: BASE, amount: 1 })));
  }
  const sentAt: number[] = [];
  const began = performance.now();
  const pace = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * perSecond) / 1000);
    while (sentAt.length < due) {
      const number = sentAt.length;
      sentAt.push(performance.timeOrigin + performance.now());
      const symbol = SYMBOLS[number % SYMBOLS.length] ?? 'BTCUSDT';
      fake.play([{ symbol, id: 1_000_000 + number, ts: Date.now(), price: BASE + number * STEP, amount: 0.01 }]);
    }
  }, PACE_EVERY_MS);
  const second = setInterval(() => fake.second(Date.now()), 1000);
  return {
    wsUrl: fake.wsUrl,
    restUrl: fake.restUrl,
    sentAt,
    stop: () => {
      clearInterval(pace);
      clearInterval(second);
      return fake.close();
    },
  };
}
