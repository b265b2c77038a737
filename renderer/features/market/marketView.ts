import { create } from 'zustand';
import { isTimeframe, type Timeframe } from '../../../shared/base/time';

interface MarketView {
  readonly timeframe: Timeframe;
  readonly ema: boolean;
  readonly bollinger: boolean;
  readonly rsi: boolean;
  readonly levels: boolean;
  /** The candles as a table instead of a picture. */
  readonly table: boolean;
}

export type Toggle = 'ema' | 'bollinger' | 'rsi' | 'levels' | 'table';

const STORED = 'sirrius.market.view';
const FIRST: MarketView = { timeframe: '5m', ema: true, bollinger: false, rsi: false, levels: true, table: false };

/** How the market is looked at; kept from start to start in this window's storage, since it is nobody else's business. */
export const useMarketView = create<MarketView>(() => read(localStorage.getItem(STORED)));

useMarketView.subscribe((view) => localStorage.setItem(STORED, JSON.stringify(view)));

export const toggle = (what: Toggle) => useMarketView.setState((view) => ({ [what]: !view[what] }));

function read(stored: string | null): MarketView {
  if (stored === null) return FIRST;
  const known = JSON.parse(stored) as Partial<MarketView>;
  const timeframe = known.timeframe !== undefined && isTimeframe(known.timeframe) ? known.timeframe : FIRST.timeframe;
  return { ...FIRST, ...known, timeframe };
}
