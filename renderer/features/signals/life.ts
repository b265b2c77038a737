import type { ResultName, SignalRow } from '../../../shared/features/signals/signal';

/** Where a signal stands in one word, for the board and the inspector. */
export type Life =
  | { readonly word: 'waiting' | 'open' | 'halfway' | 'overdue' | 'rejected' }
  | { readonly word: 'closed'; readonly result: ResultName };

type Row = Pick<SignalRow, 'state' | 'outcome' | 'expiresAt'>;

/**
 * The market's own time, as far as a screen can know it: a file is replayed at its own dates, which say nothing about
 * today, so nothing can be counted down there.
 */
export function marketTime(source: SignalRow['source'], now: number): number | null {
  return source.startsWith('file:') ? null : now;
}

/** `overdue`: the expiry has passed but the candle that closes the signal has not come in yet. */
export function lifeOf(row: Row, marketNow: number | null): Life {
  if (row.outcome?.final) return { word: 'closed', result: row.outcome.result };
  if (row.state === 'rejected') return { word: 'rejected' };
  if (marketNow !== null && marketNow >= row.expiresAt) return { word: 'overdue' };
  if (row.state === 'quarantined') return { word: 'waiting' };
  return { word: row.outcome === null ? 'open' : 'halfway' };
}

const isPublished = (row: Pick<SignalRow, 'state'>): boolean => row.state === 'validated' || row.state === 'released';

/** Only a published signal that the market has not closed can be cancelled by hand; the backend has the last word. */
export function canCancel(row: Row, marketNow: number | null): boolean {
  const { word } = lifeOf(row, marketNow);
  return isPublished(row) && (word === 'open' || word === 'halfway');
}

/** Only a quarantined signal that the market has not overtaken can be decided. */
export function canDecide(row: Row, marketNow: number | null): boolean {
  return lifeOf(row, marketNow).word === 'waiting';
}

/** What remains until the expiry, in the two largest units: `2 d 3 h`, `3 h 05`, `12 min`, `40 s`. Null once over. */
export function remaining(
  until: number,
  now: number,
): { readonly major: number; readonly minor: number; readonly unit: 'd' | 'h' | 'm' | 's' } | null {
  const seconds = Math.ceil((until - now) / 1000);
  if (seconds <= 0) return null;
  if (seconds < 60) return { unit: 's', major: seconds, minor: 0 };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { unit: 'm', major: minutes, minor: seconds % 60 };
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return { unit: 'h', major: hours, minor: minutes % 60 };
  return { unit: 'd', major: Math.floor(hours / 24), minor: hours % 24 };
}
