import type { Json } from '../../../../../shared/base/canonical';
import type { RunDetail } from '../../../../../shared/features/sop/run';
import { runDetail } from '../runs/view';
import type { RunContext } from '../runs/work';
import type { PackSource } from './manifest';

/** Everything that the pack of a run is made of. Throws Refusal UNKNOWN_RUN. */
export function packSource(context: RunContext, id: string, madeBy: string): PackSource {
  const run = runDetail(context, id);
  const published = context.catalogue.version(run.procedure, run.version);
  return {
    run,
    yaml: published?.yaml ?? '',
    procedureDigest: published?.digest ?? '',
    approvals: approvalsOf(context, run),
    audit: auditOf(context, id),
    madeAt: context.clock.now(),
    madeBy,
  };
}

function approvalsOf(context: RunContext, run: RunDetail): readonly Json[] {
  return run.steps.flatMap(({ id: step, approval }) => {
    const found = approval === null ? null : context.approvals.stateOf(context.read, approval.id);
    return approval === null || found === null ? [] : [{ id: approval.id, step, ...found, approvers: [...found.approvers] }];
  });
}

function auditOf({ read }: RunContext, id: string): readonly Json[] {
  const columns = ['sequence', 'at', 'actor', 'action', 'result', 'code', 'input_digest', 'previous', 'hash'] as const;
  const rows = read.all(
    read.db
      .selectFrom('audit')
      .select(columns)
      .where('subject', '=', id)
      .where('sequence', '>=', firstRow(read, id))
      .orderBy('sequence'),
  );
  return rows.map((row) => ({ ...row }));
}

/** The journal has no index by subject: it is looked at from the run's start on only. */
function firstRow(read: RunContext['read'], id: string): number {
  const run = read.get(read.db.selectFrom('sop_runs').select('started_at').where('id', '=', id));
  const query = read.db
    .selectFrom('audit')
    .select('sequence')
    .where('at', '>=', run?.started_at ?? 0)
    .orderBy('at')
    .limit(1);
  return read.get(query)?.sequence ?? 0;
}
