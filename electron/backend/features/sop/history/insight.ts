import { MINUTE } from '../../../../../shared/base/time';
import type { Insight } from '../../../../../shared/features/sop/library';
import type { PublishedSop } from '../library/catalogue';
import { reviewDueAt } from '../library/reviews';
import { phaseRecords } from '../runs/phases';
import type { RunContext } from '../runs/work';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Fewer runs than this say nothing that a review should look at. */
const ENOUGH = 3;
const OFTEN = 0.3;

/** What past runs of a procedure say: how they went, where they were slow, what was left out. */
export function insightOf(context: RunContext, sop: PublishedSop, span: Span): Insight {
  const { read } = context;
  const { id } = sop.procedure;
  const runs = read.all(
    read.db
      .selectFrom('sop_runs')
      .select(['id', 'on_time', 'started_at', 'ended_at', 'phases_json', 'state'])
      .where('procedure', '=', id)
      .where('started_at', '>=', span.from)
      .where('started_at', '<', span.to),
  );
  const ended = runs.filter(({ state }) => state === 'done' || state === 'rolled-back');
  const judged = ended.filter(({ on_time }) => on_time !== null);
  const found = {
    procedure: id,
    title: sop.procedure.title,
    runs: runs.length,
    missed: countMissed(context, id, span),
    onTime: judged.length === 0 ? null : judged.filter(({ on_time }) => on_time === 1).length / judged.length,
    medianMinutes: median(ended.map((run) => ((run.ended_at ?? run.started_at) - run.started_at) / MINUTE)),
    phases: phasesOf(sop, ended),
    skipped: stepCounts(context, sop, span, 'skipped'),
    failed: stepCounts(context, sop, span, 'failed'),
  };
  return { ...found, suggestions: suggestions(found, judged.length, reviewDueAt(context, sop) < context.clock.now()) };
}

function countMissed({ read }: RunContext, procedure: string, { from, to }: Span): number {
  const query = read.db
    .selectFrom('sop_occurrences')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('procedure', '=', procedure)
    .where('due_at', '>=', from)
    .where('due_at', '<', to)
    .where('state', '=', 'missed');
  return read.get(query)?.n ?? 0;
}

/** A phase lasts from the end of the one before it, or from the start of the run. */
function phasesOf(sop: PublishedSop, runs: readonly { started_at: number; phases_json: string }[]): Insight['phases'] {
  const lengths = new Map<string, number[]>();
  const late = new Map<string, number>();
  for (const run of runs) {
    const records = phaseRecords.parse(JSON.parse(run.phases_json));
    let from = run.started_at;
    const ended = Object.entries(records).sort(([, a], [, b]) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
    for (const [id, { endedAt, lateReason }] of ended) {
      if (endedAt === null) continue;
      lengths.set(id, [...(lengths.get(id) ?? []), (endedAt - from) / MINUTE]);
      if (lateReason !== null) late.set(id, (late.get(id) ?? 0) + 1);
      from = endedAt;
    }
  }
  return sop.procedure.phases.map(({ id, title }) => {
    const minutes = lengths.get(id) ?? [];
    return { id, title, n: minutes.length, medianMinutes: median(minutes), late: late.get(id) ?? 0 };
  });
}

function stepCounts({ read }: RunContext, sop: PublishedSop, { from, to }: Span, state: string): Insight['skipped'] {
  const rows = read.all(
    read.db
      .selectFrom('sop_runs')
      .innerJoin('sop_steps', 'sop_steps.run', 'sop_runs.id')
      .select(['sop_steps.step as id'])
      .select((eb) => eb.fn.countAll<number>().as('of'))
      .select((eb) => eb.fn.sum<number>(eb.case().when('sop_steps.state', '=', state).then(1).else(0).end()).as('n'))
      .where('sop_runs.procedure', '=', sop.procedure.id)
      .where('sop_runs.started_at', '>=', from)
      .where('sop_runs.started_at', '<', to)
      .groupBy('sop_steps.step'),
  );
  const titles = new Map(sop.procedure.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step.title] as const)));
  return rows
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n / b.of - a.n / a.of)
    .map(({ id, n, of }) => ({ id, n, of, title: titles.get(id) ?? { fr: id, en: id } }));
}

/** Drawn from the figures that stand beside it, never from a feeling. */
function suggestions(found: Omit<Insight, 'suggestions'>, judged: number, overdue: boolean): Insight['suggestions'] {
  const often = (n: number, of: number) => of >= ENOUGH && n / of >= OFTEN;
  const late = found.onTime === null ? 0 : Math.round((1 - found.onTime) * judged);
  const due = found.runs + found.missed;
  return [
    ...found.skipped
      .filter(({ n, of }) => often(n, of))
      .map(({ id, n, of }) => ({ code: 'OFTEN_SKIPPED' as const, step: id, n, of })),
    ...found.failed
      .filter(({ n, of }) => often(n, of))
      .map(({ id, n, of }) => ({ code: 'OFTEN_FAILED' as const, step: id, n, of })),
    ...found.phases
      .filter((one) => often(one.late, one.n))
      .map((one) => ({ code: 'BOX_TOO_SHORT' as const, step: one.id, n: one.late, of: one.n })),
    ...(often(late, judged) ? [{ code: 'OFTEN_LATE' as const, step: null, n: late, of: judged }] : []),
    ...(often(found.missed, due) ? [{ code: 'OFTEN_MISSED' as const, step: null, n: found.missed, of: due }] : []),
    ...(overdue ? [{ code: 'REVIEW_OVERDUE' as const, step: null, n: 1, of: 1 }] : []),
  ];
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? high)) / 2;
}
