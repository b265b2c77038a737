import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditFilter } from '../../../shared/features/audit/contract';
import { auditFilterOf, isAuditFiltered, parseAuditSearch } from './auditSearch';
import { csvFileName, gather } from './csvFile';
import { subjectPath } from './subject';
import { verificationOf } from './verification';

async function* events<T>(values: readonly T[]) {
  yield* values;
}
const quiet = () => undefined;

describe('the journal’s address', () => {
  it('always yields a filter that the contract accepts', () => {
    const anything = fc.dictionary(fc.constantFrom('q', 'by', 'actor', 'action', 'result', 'from', 'to', 'entry'), fc.anything());
    fc.assert(fc.property(anything, (raw) => auditFilter.safeParse(auditFilterOf(parseAuditSearch(raw))).success));
  });

  it('survives an object that cannot be made a text or a number', () => {
    const stubborn = { toString: null };
    expect(parseAuditSearch({ from: stubborn, entry: stubborn, q: stubborn })).toEqual({});
  });

  it('does not call the entry on show a filter', () => {
    expect(isAuditFiltered(parseAuditSearch({ entry: 12 }))).toBe(false);
    expect(auditFilterOf(parseAuditSearch({ by: 'people' }))).toEqual({ by: 'people' });
    expect(parseAuditSearch({ by: 'nobody' })).toEqual({});
    expect(auditFilterOf(parseAuditSearch({ result: 'refused,gone', actor: 'owner' }))).toEqual({
      results: ['refused'],
      actors: ['owner'],
    });
  });
});

describe('the export', () => {
  it('names its file by what it is and when, in UTC', () => {
    expect(csvFileName('journal', Date.UTC(2026, 10, 22, 4, 15))).toBe('journal-2026-11-22T0415Z.csv');
    expect(csvFileName('a/b:c', 0)).toBe('a-b-c-1970-01-01T0000Z.csv');
  });

  it('gathers the pieces in order and tells its progress', async () => {
    const seen: string[] = [];
    const pieces = events([
      { done: 1, total: 2, text: 'a\n' },
      { done: 2, total: 2, text: 'b\n' },
    ]);
    const result = await gather(pieces, new AbortController().signal, (done, total) => seen.push(`${done}/${total}`));
    expect(result).toEqual({ texts: ['a\n', 'b\n'], lines: 2 });
    expect(seen).toEqual(['1/2', '2/2']);
  });

  it('is no file when it stops half-way or is given up', async () => {
    expect(await gather(events([{ done: 1, total: 2, text: 'a' }]), new AbortController().signal, quiet)).toBeNull();
    expect(await gather(events([{ done: 1, total: 1, text: 'a' }]), AbortSignal.abort(), quiet)).toBeNull();
  });
});

describe('the subject of an entry', () => {
  it.each([
    ['signals.release', 'a'.repeat(32), `/signals/${'a'.repeat(32)}`],
    ['market.setWatchlist', 'BTCUSDT', '/market/BTCUSDT'],
    ['settings.set', 'x', null],
    ['signals.release', '../x', null],
    ['signals.release', null, null],
  ])('%s %s leads to %s', (action, subject, path) => {
    expect(subjectPath(action, subject)).toBe(path);
  });
});

describe('the walk of the chain', () => {
  const step = { checked: 3, total: 9, finished: false, broken: null };

  it('holds only once it has finished without a break', () => {
    expect(verificationOf(step)).toEqual({ state: 'running', checked: 3, total: 9 });
    expect(verificationOf({ ...step, finished: true })).toEqual({ state: 'holds', checked: 3 });
  });

  it('is broken at once, finished or not', () => {
    const broken = { sequence: 3, reason: 'hash' };
    expect(verificationOf({ ...step, broken })).toEqual({ state: 'broken', ...broken });
    expect(verificationOf({ ...step, finished: true, broken }).state).toBe('broken');
  });
});
