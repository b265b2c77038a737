import { canonicalJson } from '../../../../shared/base/canonical';
import { AnnouncementCalendar } from '../../../../shared/features/market/announcements/announcementIndex';
import { mergeAnnouncements } from '../../../../shared/features/market/announcements/merge';
import type { ImpactWords } from '../../../../shared/features/market/announcements/words';
import type { Announcement } from '../../../../shared/features/market/contract';
import { readCalendarInPieces } from '../../engine/tape/calendarFile';
import { FileFault } from '../../engine/tape/fileFault';
import { sha256Hex } from '../../kit/hash';
import { nextTurn } from '../../kit/turn';
import { Refusal } from '../../store/refusal';
import type { Facts, Reader, Tx } from '../../store/types';
import { calendarVersion, insertCalendar, readAnnouncements } from './store';

const IMPORTED = 'calendar.imported';
/** Announcements put into the digest's text before other work gets its turn. */
const WRITTEN_AT_ONCE = 500;
/** A piece of the file that a screen can show. */
const LONGEST_VALUE = 60;
const FIELDS = ['at', 'currency', 'impact', 'title'] as const;

export interface ImportResult {
  readonly added: number;
  readonly moved: number;
  readonly unchanged: number;
  readonly version: string;
}

/** Stores what was read, and says beforehand how much of it is news. */
export type StoreCalendar = ((tx: Tx) => ImportResult) & { readonly counts: Omit<ImportResult, 'version'> };

/** The announcements the rules ask about, kept at hand and renewed after every import. */
export class Calendar {
  #current: AnnouncementCalendar | null;

  constructor(
    private readonly read: Reader,
    facts: Facts,
    private readonly words: () => ImpactWords = () => ({}),
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
  async prepare(name: string, content: string | Uint8Array): Promise<StoreCalendar> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const incoming = await parse(bytes, this.words());
    await nextTurn();
    const known = readAnnouncements(this.read);
    const { announcements, added, moved, unchanged } = mergeAnnouncements(known, incoming);
    await nextTurn();
    const version = await digest(announcements);
    const before = new Map(known.map((one) => [one.id, one]));
    const changed = announcements.filter((one) => !isSame(before.get(one.id), one));
    await nextTurn();
    const store = (tx: Tx) => {
      insertCalendar(tx, { name, version, added, moved, unchanged, changed });
      tx.fact(IMPORTED, version, { added, moved, unchanged });
      return { added, moved, unchanged, version };
    };
    return Object.assign(store, { counts: { added, moved, unchanged } });
  }
}

async function parse(bytes: Uint8Array, words: ImpactWords): Promise<readonly Announcement[]> {
  try {
    return await readCalendarInPieces(bytes, words);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    const { line, code, value } = error;
    throw new Refusal('UNREADABLE_CALENDAR', { line, code, value: value.slice(0, LONGEST_VALUE) });
  }
}

function isSame(one: Announcement | undefined, other: Announcement): boolean {
  return FIELDS.every((field) => one?.[field] === other[field]);
}

/** Digest of the canonical text of them all, written in pieces. */
async function digest(announcements: readonly Announcement[]): Promise<string> {
  const parts: string[] = [];
  for (let at = 0; at < announcements.length; at += WRITTEN_AT_ONCE) {
    parts.push(...announcements.slice(at, at + WRITTEN_AT_ONCE).map((one) => canonicalJson({ ...one })));
    await nextTurn();
  }
  return sha256Hex(`[${parts.join(',')}]`);
}
