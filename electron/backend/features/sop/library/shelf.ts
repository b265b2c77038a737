import type { sopContract } from '../../../../../shared/features/sop/contract';
import type { ProcedureRow } from '../../../../../shared/features/sop/library';
import { Refusal } from '../../../store/refusal';
import type { Handlers } from '../../handlers';
import { peopleBook } from '../people';
import type { RunContext } from '../runs/work';
import type { Upcoming } from '../schedule/upcoming';
import type { PublishedSop } from './catalogue';
import { draftOf, toDraft } from './drafts';
import { reviewDueAt } from './reviews';

/** The library: which procedures there are, and everything about one. */
export function shelf(context: RunContext, upcoming: Upcoming): Pick<Handlers<typeof sopContract>, 'procedures' | 'procedure'> {
  const { read, catalogue } = context;
  return {
    procedures: {
      query: () => {
        const open = openRuns(context);
        return {
          rows: [...catalogue.all().values()].map((sop) => rowOf(context, upcoming, sop, open.get(sop.procedure.id) ?? 0)),
        };
      },
    },
    procedure: {
      query: ({ id, version }) => {
        const current = catalogue.current(id);
        const shown = version === undefined ? current : catalogue.version(id, version);
        if (current === undefined || shown === undefined) throw new Refusal('UNKNOWN_PROCEDURE');
        const draft = draftOf(read, read.db, id);
        return {
          row: rowOf(context, upcoming, current, openRuns(context).get(id) ?? 0),
          procedure: shown.procedure,
          yaml: shown.yaml,
          versions: versionsOf(context, id),
          draft: draft === undefined ? null : toDraft(context, draft),
          offDays: Object.fromEntries(current.procedure.schedules.map((one) => [one.id, [...catalogue.offDays(id, one.id)]])),
        };
      },
    },
  };
}

function rowOf(context: RunContext, upcoming: Upcoming, sop: PublishedSop, openRuns: number): ProcedureRow {
  const { procedure } = sop;
  const draft = draftOf(context.read, context.read.db, procedure.id);
  return {
    id: procedure.id,
    version: sop.version,
    title: procedure.title,
    family: procedure.family,
    roles: procedure.owner.roles,
    steps: procedure.phases.reduce((sum, phase) => sum + phase.steps.length, 0),
    publishedAt: sop.at,
    reviewDueAt: reviewDueAt(context, sop),
    openRuns,
    nextDueAt: upcoming.next(procedure.id, context.clock.now()),
    draft:
      draft === undefined
        ? null
        : { by: peopleBook(context)(draft.by) ?? { id: draft.by, name: draft.by }, at: draft.at, state: draft.state },
  };
}

function openRuns({ read }: RunContext): ReadonlyMap<string, number> {
  const query = read.db
    .selectFrom('sop_runs')
    .select('procedure')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('state', 'in', ['open', 'paused'])
    .groupBy('procedure');
  return new Map(read.all(query).map(({ procedure, n }) => [procedure, n]));
}

function versionsOf(context: RunContext, id: string) {
  const { read } = context;
  const names = peopleBook(context);
  const columns = ['version', 'at', 'by', 'approved_by', 'note', 'digest'] as const;
  const rows = read.all(
    read.db.selectFrom('sop_versions').select(columns).where('procedure', '=', id).orderBy('version', 'desc'),
  );
  return rows.map(({ approved_by, by, ...row }) => ({
    ...row,
    by: names(by) ?? { id: by, name: by },
    approvedBy: names(approved_by),
  }));
}
