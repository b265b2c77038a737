import { z } from 'zod';
import { type Announcement, announcement } from '../../../../shared/features/market/contract';
import type { Reader, Tx } from '../../store/types';

const announcementRow = z
  .object({ id: z.string(), at: z.int(), currency: z.string(), impact: z.string(), title: z.string() })
  .transform((row) => announcement.parse(row));

/** The chosen instruments in their order; null where nobody has chosen yet. */
export function readWatchlist(read: Reader): string[] | null {
  const rows = read.all(read.db.selectFrom('watchlist').select('instrument').orderBy('position'));
  return rows.length === 0 ? null : rows.map(({ instrument }) => instrument);
}

export function replaceWatchlist(tx: Tx, instruments: readonly string[]): void {
  tx.run(tx.db.deleteFrom('watchlist'));
  instruments.forEach((instrument, position) => {
    tx.run(tx.db.insertInto('watchlist').values({ position, instrument }));
  });
}

/** The calendar as it stands, in order of time. */
export function readAnnouncements(read: Reader, from?: number, to?: number, impact?: 'high'): Announcement[] {
  let query = read.db.selectFrom('announcements_current').select(['id', 'at', 'currency', 'impact', 'title']);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  if (impact !== undefined) query = query.where('impact', '=', impact);
  return read.all(query.orderBy('at').orderBy('id'), announcementRow);
}

/** Digest of the calendar as it stands; null before the first import. */
export function calendarVersion(read: Reader): string | null {
  const query = read.db.selectFrom('calendar_versions').select('version').orderBy('sequence', 'desc').limit(1);
  return read.get(query)?.version ?? null;
}

export interface CalendarImport {
  readonly name: string;
  readonly version: string;
  readonly added: number;
  readonly moved: number;
  readonly unchanged: number;
  /** Those that are new or differ from what stands. */
  readonly changed: readonly Announcement[];
}

/** Rows of one INSERT: row by row takes three times as long. */
const ROWS_AT_ONCE = 50;

export function insertCalendar(tx: Tx, { name, version, added, moved, unchanged, changed }: CalendarImport): void {
  const last = tx.get(tx.db.selectFrom('calendar_versions').select('sequence').orderBy('sequence', 'desc').limit(1));
  const sequence = (last?.sequence ?? 0) + 1;
  tx.run(tx.db.insertInto('calendar_versions').values({ sequence, version, imported_at: tx.at, name, added, moved, unchanged }));
  for (let from = 0; from < changed.length; from += ROWS_AT_ONCE) {
    const rows = changed.slice(from, from + ROWS_AT_ONCE);
    const values = rows.map(({ id, at, currency, impact, title }) => ({ id, since: sequence, at, currency, impact, title }));
    tx.run(tx.db.insertInto('announcements').values(values));
  }
}
