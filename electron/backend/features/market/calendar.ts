import { canonicalJson } from '../../../../shared/base/canonical';
import { AnnouncementCalendar } from '../../../../shared/features/market/announcements/announcementIndex';
import { mergeAnnouncements } from '../../../../shared/features/market/announcements/merge';
import type { Announcement } from '../../../../shared/features/market/contract';
import { readCalendarFile } from '../../engine/tape/calendarFile';
import { FileFault } from '../../engine/tape/fileFault';
import { sha256Hex } from '../../kit/hash';
import { Refusal } from '../../store/refusal';
import type { Facts, Reader, Tx } from '../../store/types';
import { calendarVersion, insertCalendar, readAnnouncements } from './store';

const IMPORTED = 'calendar.imported';

export interface ImportResult {
  readonly added: number;
  readonly moved: number;
  readonly unchanged: number;
  readonly version: string;
}

/** The announcements the rules ask about, kept at hand and renewed after every import. */
export class Calendar {
  #current: AnnouncementCalendar | null;

  constructor(
    private readonly read: Reader,
    facts: Facts,
  ) {
    this.#current = this.#load();
    facts.subscribe((fact) => {
      if (fact.kind === IMPORTED) this.#current = this.#load();
    });
  }

  /** Null before the first import: then the calendar rule has no data. */
  get current(): AnnouncementCalendar | null {
    return this.#current;
  }

  #load(): AnnouncementCalendar | null {
    const version = calendarVersion(this.read);
    return version === null ? null : new AnnouncementCalendar(readAnnouncements(this.read), version);
  }

  /** Reads the file before any transaction; what is returned stores it. */
  prepare(name: string, text: string): (tx: Tx) => ImportResult {
    const incoming = parse(text);
    const known = readAnnouncements(this.read);
    const { announcements, added, moved, unchanged } = mergeAnnouncements(known, incoming);
    const version = digest(announcements);
    const before = new Map(known.map((one) => [one.id, canonicalJson({ ...one })]));
    const changed = announcements.filter((one) => before.get(one.id) !== canonicalJson({ ...one }));
    return (tx) => {
      insertCalendar(tx, { name, version, added, moved, unchanged, changed });
      tx.fact(IMPORTED, version, { added, moved, unchanged });
      return { added, moved, unchanged, version };
    };
  }
}

function parse(text: string): readonly Announcement[] {
  try {
    return readCalendarFile(new TextEncoder().encode(text));
  } catch (error) {
    if (error instanceof FileFault) throw new Refusal('UNREADABLE_CALENDAR', { line: error.line, reason: error.reason });
    throw error;
  }
}

function digest(announcements: readonly Announcement[]): string {
  return sha256Hex(canonicalJson(announcements.map((one) => ({ ...one }))));
}
