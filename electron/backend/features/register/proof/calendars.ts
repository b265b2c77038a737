import { AnnouncementCalendar } from '../../../../../shared/features/market/announcements/announcementIndex';
import { announcement } from '../../../../../shared/features/market/contract';
import type { AnnouncementIndex } from '../../../engine/port';
import type { Reader } from '../../../store/types';

/** Past versions of the calendar, each built once from the revisions that stood then. */
export class Calendars {
  readonly #built = new Map<string, AnnouncementIndex | null>();

  constructor(private readonly read: Reader) {}

  /** Null for a version that is not on record. */
  byVersion(version: string): AnnouncementIndex | null {
    const known = this.#built.get(version);
    if (known !== undefined) return known;
    const built = this.#build(version);
    this.#built.set(version, built);
    return built;
  }

  /** What stood at `at` by the time of the imports; null before the first. */
  at(at: number): AnnouncementIndex | null {
    const { read } = this;
    const query = read.db.selectFrom('calendar_versions').select('version').where('imported_at', '<=', at);
    const found = read.get(query.orderBy('sequence', 'desc').limit(1));
    return found === undefined ? null : this.byVersion(found.version);
  }

  #build(version: string): AnnouncementIndex | null {
    const { read } = this;
    const versions = read.db.selectFrom('calendar_versions').select('sequence').where('version', '=', version);
    const sequence = read.get(versions.orderBy('sequence', 'desc').limit(1))?.sequence;
    if (sequence === undefined) return null;
    const newest = read.db
      .selectFrom('announcements')
      .select(['id', (eb) => eb.fn.max('since').as('since')])
      .where('since', '<=', sequence)
      .groupBy('id');
    const rows = read.db
      .selectFrom('announcements')
      .innerJoin(newest.as('newest'), (join) =>
        join.onRef('newest.id', '=', 'announcements.id').onRef('newest.since', '=', 'announcements.since'),
      )
      .select(['announcements.id', 'announcements.at', 'announcements.currency', 'announcements.impact', 'announcements.title'])
      .orderBy('announcements.at')
      .orderBy('announcements.id');
    return new AnnouncementCalendar(read.all(rows, announcement), version);
  }
}
