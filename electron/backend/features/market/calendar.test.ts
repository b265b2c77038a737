import { describe, expect, it } from 'vitest';
import { aStore } from '../../../../test/builders/store';
import { Calendar } from './calendar';

const HEADER = 'datetime,currency,impact,event,event_id';
const ROWS = Array.from(
  { length: 130 },
  (_, n) => `2020-01-${String(1 + (n % 28)).padStart(2, '0')}T10:00:00Z,USD,High,CPI,${n}`,
);

async function aCalendar() {
  const { store } = await aStore();
  const calendar = new Calendar(store.read, store.facts);
  const load = async (text: string) =>
    store.commands.run(
      { actor: 'owner', action: 'market.importAnnouncements', input: {} },
      await calendar.prepare('a.csv', text),
    );
  return { calendar, load };
}

describe('an imported calendar', () => {
  it('[MKT31] is stored whole, and a second file moves what it names and leaves the rest', async () => {
    const { calendar, load } = await aCalendar();
    const first = await load([HEADER, ...ROWS, ''].join('\n'));
    expect(first).toMatchObject({ added: 130, moved: 0, unchanged: 0 });
    expect(calendar.current?.version).toBe(first.version);
    const again = await load([HEADER, ...ROWS, ''].join('\n'));
    expect(again).toEqual({ added: 0, moved: 0, unchanged: 130, version: first.version });
    const moved = await load([HEADER, '2020-02-01T10:00:00Z,USD,High,CPI,7', ''].join('\n'));
    expect(moved).toMatchObject({ added: 0, moved: 1, unchanged: 0 });
    expect(calendar.current?.covers(Date.UTC(2020, 1, 1, 12))).toBe(true);
  });

  it('[MKT31] that cannot be read is refused with its line, a word and the text concerned', async () => {
    const { calendar, load } = await aCalendar();
    const refused = load([HEADER, '2020-01-01T10:00:00Z,DOLLAR,High,CPI,1', ''].join('\n'));
    await expect(refused).rejects.toMatchObject({
      code: 'UNREADABLE_CALENDAR',
      data: { line: 2, code: 'currency', value: 'DOLLAR' },
    });
    expect(calendar.current).toBeNull();
  });
});
