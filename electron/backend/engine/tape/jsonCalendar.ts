import { withWeekIds } from '../../../../shared/features/market/announcements/weekId';
import { currencyOf, type ImpactWords, impactOf } from '../../../../shared/features/market/announcements/words';
import type { Announcement } from '../../../../shared/features/market/contract';
import { nextTurn } from '../../kit/turn';
import { FileFault } from './fileFault';
import { quoted } from './table';
import { TimeCells } from './timeCell';

/** A longer text would hold everything up while it is parsed, which is done in one go. Ten years of a busy calendar are shorter. */
const LARGEST = 2_000_000;
const ENTRIES_AT_ONCE = 200;

type Entry = Omit<Announcement, 'id'> & { readonly id: string | null };

/**
 * Announcements of a JSON list, `{id?, at | date, currency | country, impact?, title}` each; weekly exports give no ids and get
 * those of their week. Faults name the number of the entry, from 1. Throws FileFault where the text cannot be read.
 */
export function readJson(bytes: Uint8Array, words: ImpactWords): Announcement[] {
  const read = entryReader(words);
  return named(listOf(bytes).map(read));
}

/** The same, with other work in between. */
export async function readJsonInPieces(bytes: Uint8Array, words: ImpactWords): Promise<Announcement[]> {
  const list = listOf(bytes);
  const read = entryReader(words);
  const entries: Entry[] = [];
  for (let from = 0; from < list.length; from += ENTRIES_AT_ONCE) {
    entries.push(...list.slice(from, from + ENTRIES_AT_ONCE).map((one, index) => read(one, from + index)));
    await nextTurn();
  }
  return named(entries);
}

function listOf(bytes: Uint8Array): readonly unknown[] {
  if (bytes.length > LARGEST) throw new FileFault(0, 'the JSON text is too long', 'too-long');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileFault(0, 'the file is not UTF-8 text', 'not-text');
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown fault';
    throw new FileFault(0, `not readable JSON (${reason.slice(0, 80)})`, 'not-json', reason);
  }
  if (!Array.isArray(content)) throw new FileFault(0, 'the JSON text is not a list of announcements', 'not-list');
  return content;
}

function named(entries: readonly Entry[]): Announcement[] {
  const own = entries.flatMap(({ id, ...rest }) => (id === null ? [] : [{ id, ...rest }]));
  const bare = entries.flatMap(({ id, ...rest }) => (id === null ? [rest] : []));
  return [...own, ...withWeekIds(bare)];
}

function entryReader(words: ImpactWords): (value: unknown, index: number) => Entry {
  const times = new TimeCells();
  return (value, index) => {
    const line = index + 1;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new FileFault(line, 'the entry is not an object', 'event', quoted(String(value)));
    const fields = value as Readonly<Record<string, unknown>>;
    const field = (...names: readonly string[]): string => {
      const found = names.map((name) => fields[name]).find((one) => typeof one === 'string' || typeof one === 'number');
      return found === undefined ? '' : String(found).trim();
    };
    const at = times.read(field('at', 'date', 'datetime', 'time'), line);
    const given = field('currency', 'country');
    const currency = currencyOf(given);
    if (currency === null) throw new FileFault(line, `the currency is not three letters: ${quoted(given)}`, 'currency', given);
    const level = field('impact', 'importance');
    const impact = level === '' ? 'high' : impactOf(level, words);
    if (impact === null) throw new FileFault(line, `the impact is unknown: ${quoted(level)}`, 'impact', level);
    const title = field('title', 'event', 'name');
    if (title === '') throw new FileFault(line, 'the entry has no title', 'title');
    const id = field('id', 'uid', 'event_id');
    return { id: id === '' ? null : id, at, currency, impact, title };
  };
}
