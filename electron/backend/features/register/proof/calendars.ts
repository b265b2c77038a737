import { AnnouncementCalendar } from '../../../../../shared/features/market/announcements/announcementIndex';
import { type Announcement, announcement } from '../../../../../shared/features/market/contract';
import type { AnnouncementIndex } from '../../../engine/port';
import { nextTurn } from '../../../kit/turn';
import type { Reader } from '../../../store/types';

/** Announcements read before other work gets its turn: about two milliseconds. */
const ROWS_AT_ONCE = 500;

/** Past versions of the calendar, each built once from the revisions that stood then, for every instrument of a proof. */
export class Calendars {
  readonly #built = new Map<string, AnnouncementIndex | null>();

  constructor(
    private readonly read: Reader,
    private readonly rowsAtOnce = ROWS_AT_ONCE,
  ) {}

  /** Null for a version that is not on record. What `prepare` has not met before is built at once, whatever its length. */
  byVersion(version: string): AnnouncementIndex | null {
    const known = this.#built.get(version);
    if (known !== undefined) return known;
    const pieces = this.#build(version);
    for (;;) {
      const piece = pieces.next();
      if (piece.done === true) return piece.value;
    }
  }

  /** What stood at `at` by the time of the imports; null before the first. */
  at(at: number): AnnouncementIndex | null {
    const version = this.versionAt(at);
    return version === null ? null : this.byVersion(version);
  }

  /** The version that stood at `at`; null before the first. */
  versionAt(at: number): string | null {
    const { read } = this;
    const query = read.db.selectFrom('calendar_versions').select('version').where('imported_at', '<=', at);
    return read.get(query.orderBy('sequence', 'desc').limit(1))?.version ?? null;
  }

  /** Builds a version with other work in between, so that it is at hand when a kernel asks for it. */
  async prepare(version: string): Promise<void> {
    if (this.#built.has(version)) return;
    const pieces = this.#build(version);
    while (pieces.next().done !== true) await nextTurn();
  }

  *#build(version: string): Generator<void, AnnouncementIndex | null> {
    const { read } = this;
    const versions = read.db.selectFrom('calendar_versions').select('sequence').where('version', '=', version);
    const sequence = read.get(versions.orderBy('sequence', 'desc').limit(1))?.sequence;
    const built = sequence === undefined ? null : new AnnouncementCalendar(yield* this.#announcements(sequence), version);
    this.#built.set(version, built);
    return built;
  }

  /** The newest revision of each announcement by that import, a page of ids at a time. */
  *#announcements(sequence: number): Generator<void, Announcement[]> {
    const { read, rowsAtOnce } = this;
    const found: Announcement[] = [];
    for (let after = ''; ; yield) {
      const page = read.db
        .selectFrom('announcements')
        .select(['id', 'at', 'currency', 'impact', 'title'])
        .where('id', '>', after)
        .where('since', '=', (eb) =>
          eb
            .selectFrom('announcements as other')
            .select((other) => other.fn.max('other.since').as('newest'))
            .whereRef('other.id', '=', 'announcements.id')
            .where('other.since', '<=', sequence),
        );
      const rows = read.all(page.orderBy('id').limit(rowsAtOnce), announcement);
      found.push(...rows);
      const last = rows.at(-1);
      if (last === undefined || rows.length < rowsAtOnce) return found;
      after = last.id;
    }
  }
}
