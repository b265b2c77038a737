import { describe, expect, it } from 'vitest';
import { DAY } from '../../../../shared/base/time';
import type { CaseDetail, ReviewDetail } from '../../../../shared/features/people/contract';
import { anActor } from '../../../../test/builders/actor';
import { aStore } from '../../../../test/builders/store';
import { systemIds } from '../../kit/ids';
import type { Call } from '../handlers';
import type { ReviewedOperator } from './ports';
import { createPeople } from './service';

const reason = 'as agreed with HR';
const operator = (id: string): ReviewedOperator => ({
  ...{ id, name: id, roles: ['analyst'], level: 2, tier: 0, state: 'active' },
  ...{ lastSeenAt: 1, passwordAt: 1, secondFactorAt: null },
});

async function aDesk() {
  const { store, clock } = await aStore();
  const people = createPeople({
    ...{ read: store.read, commands: store.commands, clock, ids: systemIds(clock), payloads: store.payloads },
    timeZone: () => 'Europe/Paris',
    language: () => 'fr',
    operators: () => [operator('anna'), operator('bruno')],
  });
  const as = async <T>(actor: string, name: keyof typeof people.handlers, input: unknown): Promise<T> => {
    const handler = people.handlers[name] as { command?: unknown; query?: unknown };
    const call: Call = { actor: anActor([], { id: actor }), host: 'web', sessionId: null, signal: undefined };
    if (handler.command === undefined) return (handler.query as (input: unknown, call: Call) => T)(input, call);
    const work = await (handler.command as (input: unknown, call: Call) => (tx: never) => T)(input, call);
    return store.commands.run({ actor, action: `people.${name}`, input: {} }, work as never) as T;
  };
  const join = (rest: object = {}) =>
    as<CaseDetail>('anna', 'openCase', {
      kind: 'joiner',
      name: 'Zoé Martin',
      operatorId: null,
      day: '2026-01-12',
      notes: 'n',
      usual: true,
      ...rest,
    });
  return { store, clock, people, as, join };
}
const word = (code: string) => expect.objectContaining({ code });

describe('joiners and leavers', () => {
  it('[PPL1] have their usual lines, and a case closes once all are done', async () => {
    const { as, join } = await aDesk();
    const opened = await join();
    expect(opened.register.map(({ kind, dueDay }) => `${kind} ${dueDay}`)).toContain('training 2026-01-19');
    await expect(as('anna', 'closeCase', { id: opened.id, cancel: false, reason })).rejects.toEqual(word('LINES_OPEN'));
    for (const line of opened.register) await as('anna', 'proveLine', { id: line.id, proof: 'vu, signé', day: '2026-01-05' });
    expect(await as('anna', 'closeCase', { id: opened.id, cancel: false, reason })).toMatchObject({
      state: 'closed',
      done: opened.lines,
    });
    const other = await join({ name: 'Léo Petit', usual: false });
    expect(await as('anna', 'closeCase', { id: other.id, cancel: true, reason })).toMatchObject({ state: 'cancelled' });
  });

  it('[PPL2] prove a line by what shows it, never in the future, and nothing changes once the case is over', async () => {
    const { as, join } = await aDesk();
    const opened = await join();
    const line = opened.register[0]?.id ?? '';
    await expect(as('anna', 'proveLine', { id: line, proof: 'vu', day: '2026-02-01' })).rejects.toEqual(word('FUTURE_DAY'));
    await as('anna', 'proveLine', { id: line, proof: 'badge remis', day: '2026-01-05' });
    await expect(as('anna', 'proveLine', { id: line, proof: 'encore', day: '2026-01-05' })).rejects.toEqual(word('ALREADY_DONE'));
    const again = await as<CaseDetail>('anna', 'reopenLine', { id: line, reason });
    expect(again.register.find(({ id }) => id === line)).toMatchObject({ done: null, proof: null });
    await as('anna', 'closeCase', { id: opened.id, cancel: true, reason });
    await expect(as('anna', 'proveLine', { id: line, proof: 'tard', day: '2026-01-05' })).rejects.toEqual(word('CASE_OVER'));
  });

  it('[PPL3] keep what is personal encrypted, and stand without it after an erasure', async () => {
    const { store, as, join } = await aDesk();
    const opened = await join({ notes: 'allergique aux noix' });
    await as('anna', 'proveLine', { id: opened.register[0]?.id, proof: 'courriel de Zoé', day: '2026-01-05' });
    const { read } = store;
    const tables = ['people_cases', 'people_lines', 'audit', 'facts'] as const;
    const said = JSON.stringify(tables.map((table) => read.all(read.db.selectFrom(table).selectAll())));
    for (const secret of ['Martin', 'noix', 'courriel de Zoé']) expect(said).not.toContain(secret);
    const key = read.get(read.db.selectFrom('people_cases').select('person'))?.person ?? '';
    store.commands.run({ actor: 'anna', action: 'test', input: {} }, (tx) => store.payloads.erase(tx, key));
    expect(await as<CaseDetail>('anna', 'case', { id: opened.id })).toMatchObject({
      name: null,
      notes: null,
      lines: opened.lines,
    });
  });
});

describe('the quarterly review', () => {
  it('[PPL4] is signed once every row is decided by somebody else, and never changes then', async () => {
    const { as, store, clock } = await aDesk();
    await expect(as('anna', 'beginReview', undefined)).rejects.toEqual(word('NOTHING_DUE'));
    clock.advance(91 * DAY);
    const review = await as<ReviewDetail>('anna', 'beginReview', undefined);
    expect(review).toMatchObject({ period: '2026-T1', rows: 2, register: [{ operator: 'anna' }, { operator: 'bruno' }] });
    const decide = (actor: string, about: string) =>
      as(actor, 'decideReview', { id: review.id, operator: about, verdict: 'keep', reason });
    await expect(decide('anna', 'anna')).rejects.toEqual(word('OWN_ROW'));
    await decide('anna', 'bruno');
    await expect(as('anna', 'signReview', { id: review.id })).rejects.toEqual(word('ROWS_UNDECIDED'));
    await decide('bruno', 'anna');
    expect(await as('anna', 'signReview', { id: review.id })).toMatchObject({ signedBy: 'anna' });
    await expect(decide('bruno', 'anna')).rejects.toEqual(word('REVIEW_SIGNED'));
    const meddle = () =>
      store.commands.run({ actor: 'x', action: 'test', input: {} }, (tx) =>
        tx.run(tx.db.updateTable('access_review_rows').set({ verdict: 'disable' })),
      );
    expect(meddle).toThrow();
    expect((await as<{ text: string }>('anna', 'exportReview', { id: review.id })).text).toContain('bruno');
  });

  it('[PPL5] is told of once when it is overdue, and again for the next quarter', async () => {
    const { store, clock, people } = await aDesk();
    store.commands.run({ actor: 'anna', action: 'test.begin', input: {} }, () => undefined);
    const told: string[] = [];
    store.facts.subscribe(({ kind, subject }) => void (kind === 'access.review-overdue' && told.push(subject)));
    people.start();
    clock.advance(91 * DAY);
    expect(told, 'the quarter has ended, and may still be reviewed').toEqual([]);
    clock.advance(10 * DAY);
    expect(told).toEqual(['2026-T1']);
    people.stop();
    people.start();
    clock.advance(91 * DAY);
    expect(told).toEqual(['2026-T1', '2026-T2']);
    people.stop();
  });
});
