import { describe, expect, it } from 'vitest';
import { ACTS, CHECKS } from '../../../../shared/features/sop/checks';
import type { Procedure } from '../../../../shared/features/sop/procedure';
import { shippedProcedures } from '../../../../test/builders/procedures';
import { aSopDesk } from '../../../../test/builders/sop';
import { walk } from '../../../../test/builders/sopWalk';
import { shippedTexts } from './shipped';

const texts = shippedTexts();
const always = async () => ({ verdict: 'pass' as const, summary: { fr: 'ok', en: 'ok' }, figures: [] });
const acts = Object.fromEntries(Object.keys(ACTS).map((id) => [id, { run: () => ({}) }]));

/** Nothing can be proven here: each check is attested, which is the longer way. */
const unproven = Object.fromEntries(
  Object.keys(CHECKS).map((id) => [
    id,
    () => ({ verdict: 'cannot-run' as const, summary: { fr: 'non', en: 'no' }, figures: [] }),
  ]),
);

/** Each option of each decision, and the first of all others: every branch is taken once. */
function branches(sop: Procedure): readonly (readonly [string, ReadonlyMap<string, string>])[] {
  const decisions = sop.phases.flatMap((phase) => phase.steps.flatMap((step) => (step.kind === 'decide' ? [step] : [])));
  const found = decisions.flatMap((step) =>
    step.options.map(({ id }) => [`${step.id} = ${id}`, new Map([[step.id, id]])] as const),
  );
  return found.length > 0 ? found : [['the only way', new Map()]];
}

describe('[SOP5] every shipped procedure can be carried out to its end', () => {
  it.each(shippedProcedures().map((sop) => [sop.id, sop] as const))(
    '%s, along every branch and for every schedule',
    async (id, sop) => {
      const desk = await aSopDesk({ shipped: texts, acts, checks: unproven });
      const ways = [
        ...branches(sop).map(([name, choices]) => ({ name, choices, schedule: sop.schedules[0]?.id ?? '' })),
        ...sop.schedules.slice(1).map(({ id: schedule }) => ({ name: schedule, choices: new Map<string, string>(), schedule })),
      ];
      for (const { name, choices, schedule } of ways) {
        const { run } = await startNow(desk, id, schedule);
        const ended = await walk(desk, run, choices);
        expect(ended.state, name).toBe('done');
        expect(ended.steps.filter(({ state }) => state === 'todo' || state === 'waiting').map((step) => step.id)).toEqual(
          asides(sop, ended.steps),
        );
      }
    },
  );

  it.each(
    shippedProcedures()
      .filter((sop) => sop.phases.some(({ part }) => part === 'rollback'))
      .map((sop) => sop.id),
  )('%s, and back again', async (id) => {
    const desk = await aSopDesk({ shipped: texts, acts, checks: unproven });
    const { run } = await startNow(desk, id);
    await desk.call('rollBack', { id: run, reason: 'retour demandé' });
    expect((await walk(desk, run, new Map())).state).toBe('rolled-back');
  });

  const proven = shippedProcedures().filter((sop) =>
    sop.phases.some((phase) => phase.steps.some(({ kind }) => kind === 'check')),
  );
  it.each(proven.slice(0, 3).map(({ id }) => id))('%s, also where the console proves its checks', async (id) => {
    const checks = Object.fromEntries(Object.keys(CHECKS).map((id) => [id, always]));
    const desk = await aSopDesk({ shipped: texts, acts, checks });
    const { run } = await startNow(desk, id);
    const ended = await walk(desk, run, new Map());
    expect(ended.steps.filter(({ attested }) => attested)).toEqual([]);
    expect(ended.steps.some(({ check }) => check?.verdict === 'pass')).toBe(true);
  });
});

/** Rules that hold all along need nobody to tick them. */
function asides(sop: Procedure, steps: readonly { readonly id: string; readonly state: string }[]): readonly string[] {
  const ids = new Set(sop.phases.filter(({ part }) => part === 'aside').flatMap((phase) => phase.steps.map((step) => step.id)));
  return steps.filter(({ id, state }) => ids.has(id) && state === 'todo').map(({ id }) => id);
}

async function startNow(desk: Awaited<ReturnType<typeof aSopDesk>>, procedure: string, schedule?: string) {
  const asked = { procedure, ...(schedule === undefined ? {} : { schedule }) };
  try {
    return await desk.call('start', asked);
  } catch (error) {
    const { code, data } = error as { code: string; data: { opensAt: number } };
    if (code !== 'OUTSIDE_WINDOW') throw error;
    await desk.settle(data.opensAt - desk.clock.now());
    return desk.call('start', asked);
  }
}
