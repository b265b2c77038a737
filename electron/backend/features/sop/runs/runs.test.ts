import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../../shared/base/time';
import { runDetail } from '../../../../../shared/features/sop/run';
import { ANNA, actorOf, aSopDesk, BORIS, type SopDesk, type SopDeskOptions, TOM } from '../../../../../test/builders/sop';
import { aSopText } from '../../../../../test/builders/sopText';
import type { Handler } from '../../handlers';

function query<I, O>(handler: Handler<I, O>) {
  if (!('query' in handler)) throw new Error('a stream is a query');
  return handler.query;
}
const pass = () => ({ verdict: 'pass' as const, summary: { fr: 'bon', en: 'good' }, figures: [] });
const fail = () => ({ verdict: 'fail' as const, summary: { fr: 'mauvais', en: 'bad' }, figures: [] });
const refused = (code: string, data?: object) =>
  expect.objectContaining(data === undefined ? { code } : { code, data: expect.objectContaining(data) });

async function aRun(options: SopDeskOptions = {}) {
  const desk = await aSopDesk({ shipped: [aSopText()], checks: { 'feeds.fresh': pass }, ...options });
  const { run } = await desk.call('start', { procedure: 'TEST-001', schedule: 'demand' });
  return { desk, run };
}

const read = async (desk: SopDesk, run: string) => runDetail.parse(await desk.call('run', { id: run }));
const stepOf = async (desk: SopDesk, run: string, id: string) => {
  const found = (await read(desk, run)).steps.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const at = async (desk: SopDesk, run: string, step: string) => ({
  run,
  step,
  revision: (await stepOf(desk, run, step)).revision,
});

/** Up to the second phase, on the branch that repairs. */
async function toSecond(desk: SopDesk, run: string) {
  await desk.call('check', await at(desk, run, 'look'));
  await desk.call('decide', { ...(await at(desk, run, 'choose')), option: 'repair' });
  await desk.call('complete', { ...(await at(desk, run, 'write')), attest: false, values: { amount: 3 } });
}

describe('[SOP6] the order of a run', () => {
  it('keeps to its phases: what comes before is settled first, by name', async () => {
    const { desk, run } = await aRun();
    await expect(desk.call('decide', { ...(await at(desk, run, 'choose')), option: 'repair' })).rejects.toEqual(
      refused('BLOCKED', { by: 'look' }),
    );
    await desk.call('check', await at(desk, run, 'look'));
    await expect(desk.call('complete', { ...(await at(desk, run, 'write')), attest: false })).rejects.toEqual(
      refused('BLOCKED', { by: 'choose' }),
    );
    expect((await read(desk, run)).phases.map(({ state }) => state)).toEqual(['done', 'current', 'ahead', 'not-applicable']);
  });

  it('leaves out what lies on a branch that was not taken, and brings it back with the decision', async () => {
    const { desk, run } = await aRun();
    await desk.call('check', await at(desk, run, 'look'));
    const where = await at(desk, run, 'choose');
    await expect(desk.call('decide', { ...where, option: 'leave' })).rejects.toEqual(refused('REASON_MISSING'));
    await expect(desk.call('decide', { ...where, option: 'nothing' })).rejects.toEqual(refused('UNKNOWN_OPTION'));
    await desk.call('decide', { ...where, option: 'leave', reason: 'rien à faire' });
    const left = await read(desk, run);
    expect(left.steps.filter(({ state }) => state === 'not-applicable').map(({ id }) => id)).toEqual([
      'write',
      'agree',
      'tell',
      'rest',
      'sign',
      'undo',
    ]);
    expect(left).toMatchObject({ done: 2, total: 2 });
    await desk.call('reopen', await at(desk, run, 'choose'));
    await desk.call('decide', { ...(await at(desk, run, 'choose')), option: 'repair' });
    expect(await stepOf(desk, run, 'write')).toMatchObject({ state: 'todo' });
  });

  it('stops at a check that failed where the procedure says stop, until it is opened again', async () => {
    const { desk, run } = await aRun({ checks: { 'feeds.fresh': fail } });
    expect(await desk.call('check', await at(desk, run, 'look'))).toMatchObject({ state: 'failed', check: { verdict: 'fail' } });
    await expect(desk.call('decide', { ...(await at(desk, run, 'choose')), option: 'repair' })).rejects.toEqual(
      refused('BLOCKED', { by: 'look' }),
    );
    await expect(desk.call('finish', { id: run })).rejects.toEqual(
      refused('STEPS_OPEN', { steps: ['look', 'choose', 'write', 'agree', 'tell', 'rest', 'sign'] }),
    );
    await desk.call('reopen', await at(desk, run, 'look'));
    expect(await stepOf(desk, run, 'look')).toMatchObject({ state: 'todo', check: null });
  });

  it('goes back the way that the procedure names, and ends as rolled back', async () => {
    const { desk, run } = await aRun();
    await desk.call('check', await at(desk, run, 'look'));
    await expect(desk.call('complete', { ...(await at(desk, run, 'undo')), attest: false })).rejects.toThrow();
    await desk.call('rollBack', { id: run, reason: 'retour demandé' });
    await desk.call('complete', { ...(await at(desk, run, 'undo')), attest: false });
    await desk.call('finish', { id: run });
    expect(await read(desk, run)).toMatchObject({ state: 'rolled-back', rollingBack: true, total: 1 });
    await expect(desk.call('pause', { id: run, reason: 'trop tard' })).rejects.toEqual(
      refused('RUN_CLOSED', { state: 'rolled-back' }),
    );
  });
});

describe('[SOP7] who may do a step', () => {
  it('holds one of its roles, and the tier where one is named', async () => {
    const { desk, run } = await aRun({ operators: [ANNA, BORIS, { ...TOM, roles: ['hr'] }] });
    await expect(desk.call('check', await at(desk, run, 'look'), { ...TOM, roles: ['hr'] })).rejects.toEqual(
      refused('NOT_YOURS', { roles: ['trader', 'sre'], tier: null }),
    );
    await expect(desk.call('start', { procedure: 'TEST-001' }, { ...TOM, roles: ['hr'] })).rejects.toEqual(refused('NOT_YOURS'));
    await expect(desk.call('skip', { ...(await at(desk, run, 'sign')), reason: 'inutile ici' }, TOM)).rejects.toEqual(
      refused('NOT_YOURS', { tier: 2 }),
    );
    await desk.call('check', await at(desk, run, 'look'), TOM);
  });

  it('is told where another was faster, by name and with what the step is now', async () => {
    const { desk, run } = await aRun();
    const both = await at(desk, run, 'look');
    await desk.call('check', both, ANNA);
    await expect(desk.call('check', both, BORIS)).rejects.toEqual(
      refused('STALE', { by: { id: 'anna', name: 'Anna' }, state: 'done', revision: 1 }),
    );
    await expect(desk.call('check', await at(desk, run, 'look'), BORIS)).rejects.toEqual(refused('STALE', { state: 'done' }));
  });

  it('hands a step or a run to somebody who is there', async () => {
    const { desk, run } = await aRun();
    await expect(desk.call('assign', { ...(await at(desk, run, 'look')), operator: 'gone' })).rejects.toEqual(
      refused('UNKNOWN_OPERATOR'),
    );
    await desk.call('assign', { ...(await at(desk, run, 'look')), operator: 'boris' });
    await desk.call('handOver', { id: run, to: 'boris', note: 'je pars en réunion' });
    expect(await read(desk, run)).toMatchObject({ lead: { id: 'boris' } });
    expect((await stepOf(desk, run, 'look')).assignee).toEqual({ id: 'boris', name: 'Boris' });
    const facts = desk.store.read.all(
      desk.store.read.db
        .selectFrom('facts')
        .select(['kind', 'data_json'])
        .where('kind', 'in', ['sop.assigned', 'sop.handed-over']),
    );
    expect(facts.map(({ data_json }) => JSON.parse(data_json).operators)).toEqual([['boris'], ['boris']]);
  });

  it('does nothing in a run that is paused, and goes on afterwards', async () => {
    const { desk, run } = await aRun();
    await desk.call('pause', { id: run, reason: 'le client rappelle' });
    await expect(desk.call('check', await at(desk, run, 'look'))).rejects.toEqual(refused('PAUSED'));
    await desk.call('resume', { id: run });
    await desk.call('check', await at(desk, run, 'look'));
  });
});

describe('[SOP8] a step is done by what its kind asks for', () => {
  it('a form by fields that fit', async () => {
    const { desk, run } = await aRun();
    await desk.call('check', await at(desk, run, 'look'));
    await desk.call('decide', { ...(await at(desk, run, 'choose')), option: 'repair' });
    const where = { ...(await at(desk, run, 'write')), attest: false };
    const problems = (fields: object[]) => refused('FIELDS_WRONG', { fields });
    await expect(desk.call('complete', where)).rejects.toEqual(problems([{ id: 'amount', problem: 'missing' }]));
    await expect(desk.call('complete', { ...where, values: { amount: 11, ref: 'x' } })).rejects.toEqual(
      problems([
        { id: 'amount', problem: 'too-large' },
        { id: 'ref', problem: 'pattern' },
      ]),
    );
    await expect(desk.call('complete', { ...where, values: { amount: 1.5 } })).rejects.toEqual(
      problems([{ id: 'amount', problem: 'not-a-number' }]),
    );
    expect(await desk.call('complete', { ...where, values: { amount: 2, ref: 'R-1', extra: 'x' } })).toMatchObject({
      state: 'done',
      values: { amount: 2, ref: 'R-1' },
    });
  });

  it('a check by proof; one that cannot run says why and may be attested, marked so', async () => {
    const { desk, run } = await aRun({ checks: {} });
    const found = await desk.call('check', await at(desk, run, 'look'));
    expect(found).toMatchObject({ state: 'todo', check: { verdict: 'cannot-run' }, evidence: [{ kind: 'captured' }] });
    const where = { run, step: 'look', revision: found.revision, attest: true };
    await expect(desk.call('complete', where)).rejects.toEqual(refused('REASON_MISSING'));
    expect(await desk.call('complete', { ...where, note: 'vu à l’écran' })).toMatchObject({ state: 'done', attested: true });
  });

  it('a check that failed is no check that could not run: a word does not settle it', async () => {
    const { desk, run } = await aRun({
      checks: { 'feeds.fresh': fail },
      shipped: [aSopText((text) => text.replace('onFailure: stop, ', ''))],
    });
    const found = await desk.call('check', await at(desk, run, 'look'));
    expect(found.state).toBe('todo');
    await expect(
      desk.call('complete', { run, step: 'look', revision: found.revision, attest: true, note: 'mais si' }),
    ).rejects.toEqual(refused('WRONG_KIND'));
  });

  it('an approval by another person, for exactly what the run holds; a rejected one fails', async () => {
    const { desk, run } = await aRun();
    await toSecond(desk, run);
    await expect(desk.call('act', await at(desk, run, 'tell'))).rejects.toEqual(refused('APPROVAL_MISSING'));
    const asked = await desk.call('requestApproval', await at(desk, run, 'agree'));
    expect(asked).toMatchObject({ state: 'waiting', approval: { state: 'open' } });
    const id = asked.approval?.id ?? '';
    desk.approvals.decide(id, 'approved');
    await desk.settle();
    expect(await stepOf(desk, run, 'agree')).toMatchObject({
      state: 'done',
      by: { id: 'boris' },
      approval: { state: 'executed' },
    });
    expect(await desk.call('act', await at(desk, run, 'tell'))).toMatchObject({ state: 'done' });

    const other = await aRun();
    await toSecond(other.desk, other.run);
    const again = await other.desk.call('requestApproval', await at(other.desk, other.run, 'agree'));
    other.desk.approvals.decide(again.approval?.id ?? '', 'refused');
    await other.desk.settle();
    expect(await stepOf(other.desk, other.run, 'agree')).toMatchObject({ state: 'failed' });
  });

  it('proof that is wanted is given first, and an "if applicable" is left out with a reason', async () => {
    const { desk, run } = await aRun();
    await toSecond(desk, run);
    await expect(desk.call('complete', { ...(await at(desk, run, 'sign')), attest: false })).rejects.toEqual(
      refused('EVIDENCE_MISSING'),
    );
    const row = await desk.call('addEvidence', { run, step: 'sign', kind: 'text', text: 'signé' });
    await desk.call('withdrawEvidence', { run, evidence: row.id, reason: 'mauvais texte' });
    await expect(desk.call('complete', { ...(await at(desk, run, 'sign')), attest: false })).rejects.toEqual(
      refused('EVIDENCE_MISSING'),
    );
    await expect(desk.call('notApplicable', { ...(await at(desk, run, 'tell')), reason: 'personne à prévenir' })).rejects.toEqual(
      refused('NOT_OPTIONAL'),
    );
    expect(await desk.call('notApplicable', { ...(await at(desk, run, 'sign')), reason: 'sans objet ici' })).toMatchObject({
      state: 'not-applicable',
    });
    expect((await stepOf(desk, run, 'sign')).evidence).toMatchObject([{ withdrawn: { reason: 'mauvais texte' } }]);
  });

  it('a wait by its time, which a crash does not lose', async () => {
    const { desk, run } = await aRun();
    await toSecond(desk, run);
    await desk.call('skip', { ...(await at(desk, run, 'agree')), reason: 'déjà approuvé' });
    await desk.call('skip', { ...(await at(desk, run, 'tell')), reason: 'déjà prévenus' });
    const waiting = await stepOf(desk, run, 'rest');
    expect(waiting).toMatchObject({ state: 'waiting', waitUntil: desk.clock.now() + 10 * MINUTE });
    const after = await desk.crash();
    await after.settle(9 * MINUTE);
    expect((await stepOf(after, run, 'rest')).state).toBe('waiting');
    await after.settle(MINUTE);
    expect((await stepOf(after, run, 'rest')).state).toBe('done');
  });
});

describe('[SOP9] the end of a run', () => {
  const finishable = async (desk: SopDesk, run: string) => {
    await desk.call('check', await at(desk, run, 'look'));
    await desk.call('decide', { ...(await at(desk, run, 'choose')), option: 'leave', reason: 'rien à faire' });
  };

  it('in time needs no word; a phase that ran over its time does', async () => {
    const { desk, run } = await aRun();
    await finishable(desk, run);
    await desk.call('finish', { id: run });
    expect(await read(desk, run)).toMatchObject({ state: 'done', onTime: true });

    const late = await aRun();
    await late.desk.settle(16 * MINUTE);
    await finishable(late.desk, late.run);
    await expect(late.desk.call('finish', { id: late.run })).rejects.toEqual(refused('REASON_MISSING'));
    await late.desk.call('finish', { id: late.run, lateReason: 'flux coupé' });
    const ended = await read(late.desk, late.run);
    expect(ended).toMatchObject({ onTime: false, reason: 'flux coupé' });
    expect(ended.phases.find(({ id }) => id === 'first')).toMatchObject({ lateReason: 'flux coupé' });
  });

  it('that a phase overruns is told once, to whoever leads', async () => {
    const { desk, run } = await aRun();
    await desk.settle(16 * MINUTE);
    await desk.settle(16 * MINUTE);
    const facts = desk.store.read.all(
      desk.store.read.db.selectFrom('facts').select(['subject', 'data_json']).where('kind', '=', 'sop.phase-late'),
    );
    expect(facts).toHaveLength(1);
    expect(JSON.parse(facts[0]?.data_json ?? '{}')).toMatchObject({ operators: ['anna'] });
    expect(facts[0]?.subject).toBe(run);
  });

  it('given up keeps its reason, and withdraws what was asked of others', async () => {
    const { desk, run } = await aRun();
    await toSecond(desk, run);
    const asked = await desk.call('requestApproval', await at(desk, run, 'agree'));
    await desk.call('abort', { id: run, reason: 'fausse alerte' });
    expect(await read(desk, run)).toMatchObject({ state: 'aborted', reason: 'fausse alerte' });
    expect(desk.approvals.all.get(asked.approval?.id ?? '')?.state).toBe('withdrawn');
  });
});

describe('[SOP10] a crash', () => {
  it.each(['check', 'decide', 'record', 'approve', 'act', 'wait', 'evidence'])(
    'in the middle of a %s loses nothing and doubles nothing',
    async (kind) => {
      const { desk, run } = await aRun();
      const steps: readonly (readonly [string, (on: SopDesk) => Promise<unknown>])[] = [
        ['check', async (on) => on.call('check', await at(on, run, 'look'))],
        ['decide', async (on) => on.call('decide', { ...(await at(on, run, 'choose')), option: 'repair' })],
        ['record', async (on) => on.call('complete', { ...(await at(on, run, 'write')), attest: false, values: { amount: 3 } })],
        ['approve', async (on) => on.call('requestApproval', await at(on, run, 'agree'))],
      ];
      const more: typeof steps = [
        ['act', async (on) => on.call('act', await at(on, run, 'tell'))],
        ['wait', async (on) => on.settle(10 * MINUTE)],
        ['evidence', async (on) => on.call('addEvidence', { run, step: 'sign', kind: 'text', text: 'signé' })],
      ];
      let on = desk;
      const advance = async (list: typeof steps) => {
        for (const [name, work] of list) {
          if (name === kind) on = await on.crash();
          await work(on);
          if (name === kind) {
            const before = await read(on, run);
            on = await on.crash();
            expect(await read(on, run)).toEqual(before);
          }
        }
      };
      await advance(steps);
      on.approvals.decide((await stepOf(on, run, 'agree')).approval?.id ?? '', 'approved');
      await on.settle();
      await advance(more);
      await on.call('complete', { ...(await at(on, run, 'sign')), attest: false });
      await on.call('finish', { id: run, lateReason: 'essai' });
      const ended = await read(on, run);
      expect(ended.state).toBe('done');
      const once = (event: string) => ended.events.filter((one) => one.kind === event).length;
      expect([once('checked'), once('decided'), once('approved'), once('acted'), once('waited'), once('evidence')]).toEqual([
        1, 1, 1, 1, 1, 1,
      ]);
    },
  );
});

describe('[SOP11] two on one run', () => {
  it('see each other, where the other looks, and each change with its step', async () => {
    const { desk, run } = await aRun();
    const told: unknown[] = [];
    const abort = new AbortController();
    const stream = (await query(desk.sop.handlers.watchRun)(
      { id: run },
      { actor: actorOf(BORIS), host: 'web', sessionId: null, signal: abort.signal },
    )) as AsyncGenerator;
    const reading = (async () => {
      for await (const event of stream) told.push(event);
    })();
    await desk.settle(50);
    await desk.call('lookAt', { run, step: 'choose' }, BORIS);
    await desk.settle(50);
    await desk.call('check', await at(desk, run, 'look'), ANNA);
    await desk.settle(50);
    abort.abort();
    await desk.settle(50);
    await reading;
    expect(told).toContainEqual({ kind: 'present', who: [{ id: 'boris', name: 'Boris', step: 'choose' }] });
    expect(told).toContainEqual(
      expect.objectContaining({
        kind: 'changed',
        step: expect.objectContaining({ id: 'look', state: 'done', by: { id: 'anna', name: 'Anna' } }),
      }),
    );
  });
});
