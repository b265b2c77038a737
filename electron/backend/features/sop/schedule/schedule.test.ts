import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../../shared/base/time';
import type { DueRow } from '../../../../../shared/features/sop/run';
import { ANNA, aSopDesk, BORIS, type SopDesk, TOM } from '../../../../../test/builders/sop';
import { aSopText } from '../../../../../test/builders/sopText';
import { shippedTexts } from '../shipped';

// The tests begin on a Monday at 10:00 in Paris, an hour after the daily run is due.
const NEXT = Date.UTC(2026, 0, 6, 8);
const KEY = `TEST-001/daily/${NEXT}`;
const texts = [aSopText()];
const today = async (desk: SopDesk, who = ANNA, scope: 'me' | 'team' | 'all' = 'me') =>
  desk.call('today', { scope, limit: 200 }, who);
const facts = (desk: SopDesk, kind: string) =>
  desk.store.read
    .all(desk.store.read.db.selectFrom('facts').select(['subject', 'data_json']).where('kind', '=', kind))
    .map((row) => ({ ...row, data: JSON.parse(row.data_json) }));
const occurrences = (desk: SopDesk) =>
  desk.store.read.all(desk.store.read.db.selectFrom('sop_occurrences').select(['due_at', 'state']).orderBy('due_at'));
const states = (rows: readonly DueRow[]) => rows.map(({ state }) => state);

describe('[SOP12] what falls due', () => {
  it('is announced at its time to those who own it, and is begun once', async () => {
    const desk = await aSopDesk({ shipped: texts });
    await desk.settle(NEXT - desk.clock.now() - 1);
    expect(facts(desk, 'sop.due')).toEqual([]);
    await desk.settle(1);
    expect(facts(desk, 'sop.due')).toMatchObject([{ subject: KEY, data: { notify: true, roles: ['trader', 'sre'] } }]);
    const asked = { procedure: 'TEST-001', schedule: 'daily', dueAt: NEXT };
    const { run } = await desk.call('start', asked);
    await expect(desk.call('start', asked, BORIS)).rejects.toMatchObject({ code: 'ALREADY_STARTED', data: { run } });
    expect((await today(desk)).rows[0]).toMatchObject({ key: KEY, run, state: 'running', lead: { id: 'anna' }, dueAt: NEXT });
  });

  it('comes by itself while the clock is looked at', async () => {
    const desk = await aSopDesk({ shipped: texts, ticking: true });
    await desk.clock.advanceAsync(NEXT - desk.clock.now() + 30_000);
    expect(facts(desk, 'sop.due')).toHaveLength(1);
  });

  it('that nobody began is recorded as missed, told, and explained without being undone', async () => {
    const desk = await aSopDesk({ shipped: texts });
    await desk.settle(NEXT - desk.clock.now());
    await desk.settle(2 * HOUR);
    expect(facts(desk, 'sop.missed')).toMatchObject([{ subject: KEY, data: { notify: true } }]);
    await expect(desk.call('start', { procedure: 'TEST-001', schedule: 'daily', dueAt: NEXT })).rejects.toMatchObject({
      code: 'ALREADY_MISSED',
    });
    await desk.call('explainMiss', { key: KEY, reason: 'panne de courant' });
    await expect(desk.call('explainMiss', { key: 'none', reason: 'panne de courant' })).rejects.toMatchObject({
      code: 'UNKNOWN_OCCURRENCE',
    });
    expect((await today(desk)).rows.find(({ key }) => key === KEY)).toMatchObject({
      state: 'missed',
      reason: 'panne de courant',
    });
    expect((await desk.call('runs', { filter: {}, cursor: null, limit: 10 })).rows).toMatchObject([
      { state: 'missed', dueAt: NEXT },
    ]);
  });

  it('while the machine slept, or the console was off, is caught up with: nothing dropped, nothing twice', async () => {
    const desk = await aSopDesk({ shipped: texts });
    await desk.settle();
    const off = await desk.crash();
    await off.sop.stop();
    off.clock.advance(5 * DAY);
    const back = await off.crash();
    await back.settle();
    await back.settle();
    expect(occurrences(back).map(({ due_at, state }) => [new Date(due_at).toISOString().slice(0, 13), state])).toEqual([
      ['2026-01-06T08', 'missed'],
      ['2026-01-07T08', 'missed'],
      ['2026-01-08T08', 'missed'],
      ['2026-01-09T08', 'missed'],
      ['2026-01-10T08', 'due'],
    ]);
    expect(facts(back, 'sop.missed').map(({ data }) => data.notify)).toEqual([false, false, true, true]);
  });

  it('owes nothing from before the console was first opened', async () => {
    const desk = await aSopDesk({ shipped: texts });
    await desk.settle(HOUR);
    expect(occurrences(desk)).toEqual([]);
  });
});

describe('[SOP13] a fact', () => {
  const open = (desk: SopDesk, severity: string) =>
    desk.store.commands.run({ actor: 'system:test', action: 'test', input: {} }, (tx) =>
      tx.fact('incident.opened', 'INC-7', { severity }),
    );

  it('starts what waits for it, once, with what it is about; one of another kind does not', async () => {
    const desk = await aSopDesk({ shipped: texts });
    await desk.settle();
    open(desk, 'P3');
    open(desk, 'P1');
    await desk.settle();
    const again = await desk.crash();
    await again.settle();
    const { rows } = await again.call('runs', { filter: {}, cursor: null, limit: 10 });
    expect(rows).toMatchObject([
      { procedure: 'TEST-001', schedule: 'p1', subject: 'INC-7', startedBy: { id: 'system:sops' }, lead: null },
    ]);
  });

  it('from while the console was off starts it at the next start', async () => {
    const desk = await aSopDesk({ shipped: texts });
    await desk.settle();
    await desk.sop.stop();
    open(desk, 'P1');
    const back = await desk.crash();
    await back.settle();
    expect((await back.call('runs', { filter: {}, cursor: null, limit: 10 })).total).toBe(1);
  });

  it('ends a wait for it, and only one that was waiting then', async () => {
    const text = aSopText((given) =>
      given.replace('wait: { minutes: 10 }', 'wait: { fact: backup.made }').replace('part: prerequisite', 'part: aside'),
    );
    const only = text.replaceAll(/ +only: \{[^}]*\}\n/g, '').replace(/ {6}- \{ id: agree[\s\S]*?(?= {6}- \{ id: rest)/, '');
    const desk = await aSopDesk({ shipped: [only] });
    await desk.settle();
    const made = () =>
      desk.store.commands.run({ actor: 'system:test', action: 'test', input: {} }, (tx) => tx.fact('backup.made', 'b'));
    made();
    const { run } = await desk.call('start', { procedure: 'TEST-001' });
    await desk.call('decide', { run, step: 'choose', revision: 0, option: 'repair' });
    await desk.clock.advanceAsync(MINUTE);
    await desk.call('complete', { run, step: 'write', revision: 0, attest: false, values: { amount: 1 } });
    const rest = async () => (await desk.call('run', { id: run })).steps.find(({ id }) => id === 'rest')?.state;
    await desk.settle();
    expect(await rest()).toBe('waiting');
    made();
    await desk.settle();
    expect(await rest()).toBe('done');
  });
});

describe('[SOP14] Aujourd’hui', () => {
  it('shows the overdue first, then by time, what is over last; mine by role, lead or assignment', async () => {
    const desk = await aSopDesk({ shipped: texts });
    await desk.settle(NEXT - desk.clock.now());
    await desk.settle(16 * MINUTE);
    const { run } = await desk.call('start', { procedure: 'TEST-001', schedule: 'demand' });
    const over = await desk.call('start', { procedure: 'TEST-001', schedule: 'demand' });
    await desk.call('abort', { id: over.run, reason: 'par erreur' });
    const answer = await today(desk);
    expect(states(answer.rows)).toEqual(['overdue', 'running', 'upcoming', 'aborted']);
    expect(answer).toMatchObject({ overdue: 1, total: 4, next: { at: desk.clock.now() + 15 * MINUTE, key: run } });
  });

  it('shows others only what is theirs, or their team’s', async () => {
    const strange = { ...TOM, id: 'hr', roles: ['hr'] as const, team: 'floor' };
    const desk = await aSopDesk({ shipped: texts, operators: [ANNA, BORIS, TOM, strange] });
    await desk.settle();
    expect((await today(desk, strange)).total).toBe(0);
    expect((await today(desk, strange, 'team')).total).toBe(1);
    expect((await today(desk, strange, 'all')).rows).toMatchObject([
      { mine: false, state: 'upcoming', roles: ['trader', 'sre'] },
    ]);
  });

  it('leaves out the weekdays that the owner has unticked, never all of them', async () => {
    const desk = await aSopDesk({ shipped: texts });
    await desk.call('setOffDays', { id: 'TEST-001', schedule: 'daily', days: ['tue'] });
    expect((await today(desk)).total).toBe(0);
    const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    await expect(desk.call('setOffDays', { id: 'TEST-001', schedule: 'daily', days: [...all] })).rejects.toMatchObject({
      code: 'NO_DAYS',
    });
    await desk.settle(DAY);
    expect(occurrences(desk)).toEqual([]);
  });
});

describe('[SOP4] work that begins business days before its own day', () => {
  const shipped = shippedTexts().filter((text) => /^id: (?:FIN-002|TECH-001)$/m.test(text));
  const days = (desk: SopDesk) =>
    desk.store.read.all(desk.store.read.db.selectFrom('sop_runs').select('day')).map(({ day }) => day);

  it('falls due with its first phase: the payment of 16 February on 2 February', async () => {
    const desk = await aSopDesk({ shipped });
    for (const nine = Date.UTC(2026, 1, 2, 9); desk.clock.now() < nine; )
      await desk.settle(Math.min(DAY, nine - desk.clock.now()));
    // The 15th is a Sunday: the payment moves to Monday the 16th, and its extraction to ten TARGET2 days before.
    expect(occurrences(desk).map(({ due_at }) => new Date(due_at).toISOString())).toEqual(['2026-02-02T09:00:00.000Z']);
  });

  it('begun by hand begins with its first phase, so that nothing of it is late at once', async () => {
    const desk = await aSopDesk({ shipped });
    const { run } = await desk.call('start', { procedure: 'TECH-001' });
    const { phases } = await desk.call('run', { id: run });
    expect(days(desk)).toEqual(['2026-01-06']);
    expect(phases[0]?.dueAt, 'the preparation ends today').toBe(Date.UTC(2026, 0, 5, 23));
  });
});
