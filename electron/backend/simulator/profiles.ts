/** What the market is made of: groups move together through a common factor. */
export type Group = 'crypto' | 'currency' | 'equity';

export interface SimulatedInstrument {
  /** As on the wire: `BTCUSDT`. */
  readonly symbol: string;
  readonly tickSize: number;
  readonly class: 'crypto' | 'forex' | 'index' | 'metal';
  readonly session: 'always' | 'forex' | 'us-equity' | 'metal';
}

export interface Profile {
  readonly group: Group;
  /** Price that the years come back to. */
  readonly level: number;
  /** Standard deviation of a day's log return. */
  readonly dailyVolatility: number;
  /** Correlation of its minutes with the group's factor. */
  readonly beta: number;
  /** Mean trades a second at a usual hour. */
  readonly tradesPerSecond: number;
  /** Usual spread as a fraction of the price. */
  readonly spread: number;
  /** Mean traded amount of a minute in units of the quote currency. */
  readonly turnoverPerMinute: number;
}

const PROFILES: Readonly<Record<string, Profile>> = {
  BTCUSDT: crypto(64_000, 0.028, 0.9, 9, 0.00002, 1_200_000),
  ETHUSDT: crypto(3_200, 0.036, 0.85, 7, 0.00003, 700_000),
  SOLUSDT: crypto(150, 0.048, 0.78, 5, 0.0001, 250_000),
  BNBUSDT: crypto(580, 0.03, 0.75, 4, 0.0001, 150_000),
  XRPUSDT: crypto(0.62, 0.042, 0.7, 4, 0.0002, 180_000),
  ADAUSDT: crypto(0.45, 0.044, 0.72, 3, 0.0002, 60_000),
  DOGEUSDT: crypto(0.14, 0.052, 0.68, 4, 0.0001, 120_000),
  LTCUSDT: crypto(82, 0.04, 0.75, 3, 0.0002, 60_000),
  DASHUSDT: crypto(31, 0.045, 0.6, 3, 0.0004, 30_000),
  EURUSD: currency(1.085, 0.0045, 0.85),
  GBPUSD: currency(1.27, 0.0052, 0.75),
  USDJPY: currency(150, 0.0058, -0.7),
  USDCHF: currency(0.885, 0.0048, -0.75),
  AUDUSD: currency(0.662, 0.006, 0.7),
  USDCAD: currency(1.362, 0.0045, -0.6),
  EURGBP: currency(0.855, 0.0038, 0.2),
  EURJPY: currency(163, 0.0058, 0.15),
  XAGUSD: { ...currency(28.5, 0.017, 0.5), turnoverPerMinute: 200_000 },
  XAUUSD: { ...currency(2_350, 0.009, 0.5), turnoverPerMinute: 400_000 },
  SPX: equity(5_300, 0.009),
  DJI: equity(39_500, 0.0085),
  SPY: equity(530, 0.009),
  GER40: equity(18_400, 0.01),
  NDX: equity(18_500, 0.012),
};

function crypto(level: number, dailyVolatility: number, beta: number, rate: number, spread: number, turnover: number): Profile {
  return { group: 'crypto', level, dailyVolatility, beta, tradesPerSecond: rate, spread, turnoverPerMinute: turnover };
}

function currency(level: number, dailyVolatility: number, beta: number): Profile {
  return { group: 'currency', level, dailyVolatility, beta, tradesPerSecond: 4, spread: 0.00005, turnoverPerMinute: 900_000 };
}

function equity(level: number, dailyVolatility: number): Profile {
  return { group: 'equity', level, dailyVolatility, beta: 0.9, tradesPerSecond: 4, spread: 0.00008, turnoverPerMinute: 800_000 };
}

/** The profile of a known symbol, else a plausible one of its class whose price has five digits at its tick size. */
export function profileOf(instrument: SimulatedInstrument): Profile {
  const known = PROFILES[instrument.symbol];
  if (known !== undefined) return known;
  const level = instrument.tickSize * 20_000;
  if (instrument.class === 'crypto') return crypto(level, 0.045, 0.7, 3, 0.0003, 60_000);
  return instrument.class === 'index' ? equity(level, 0.01) : currency(level, 0.006, 0.6);
}
