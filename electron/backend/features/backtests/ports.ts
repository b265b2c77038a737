import type { Timeframe } from '../../../../shared/base/time';
import type { Announcement } from '../../../../shared/features/market/contract';
import type { Instrument } from '../../../../shared/features/market/instrument';

/** What a backtest needs of the others; filled where everything is made. */
export interface BacktestPorts {
  /** The source whose candles are read, and their length. */
  readonly source: string;
  readonly baseTimeframe: Timeframe;
  /** Instruments that are followed. */
  readonly instruments: readonly Instrument[];
  /** The calendar as it stands; null before the first import. */
  readonly calendarVersion: () => string | null;
  readonly calendar: () => { readonly announcements: readonly Announcement[]; readonly version: string } | null;
  readonly codeVersion: string;
  /** Threads at once. */
  readonly places: number;
}
