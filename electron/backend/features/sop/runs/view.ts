import type { EvidenceRow, Person, RunDetail, RunRow, StepStatus } from '../../../../../shared/features/sop/run';
import { Refusal } from '../../../store/refusal';
import type { Reads } from '../../../store/types';
import { changedSince } from '../library/drift';
import { peopleBook } from '../people';
import { evidenceOf } from './evidenceRows';
import { type Flow, phasesOf, stateOf } from './flow';
import { phaseStates, zoneOf } from './phases';
import { type RunRecord, runById, type StepRecord, stepsOf } from './rows';
import type { RunContext } from './work';

type Names = (id: string | null) => Person | null;
type Event = RunDetail['events'][number];

/** A run with everything that its screen shows. */
export function runDetail(context: RunContext, id: string): RunDetail {
  const { read, catalogue } = context;
  const run = runById(read, read.db, id);
  const pinned = run && catalogue.version(run.procedure, run.version);
  if (run === undefined || pinned === undefined) throw new Refusal('UNKNOWN_RUN');
  const names = peopleBook(context);
  const steps = stepsOf(read, read.db, id);
  const flow = flowOf(run, pinned.procedure, steps);
  const events = eventsOf(context, id, names);
  const evidence = evidenceOf(read, read.db, id, names);
  const current = catalogue.current(run.procedure) ?? pinned;
  return {
    ...runRow(context, run, names),
    pinned: pinned.procedure,
    current: current.version,
    changedSince: current.version === run.version ? [] : [...changedSince(pinned.procedure, current.procedure)],
    steps: flow.phases.flatMap((phase) =>
      phase.steps.flatMap((step) => {
        const record = steps.get(step.id);
        return record === undefined ? [] : [status(context, record, stateOf(flow, phase, step), names, events, evidence)];
      }),
    ),
    phases: [
      ...phaseStates(
        flow,
        { startedAt: run.started_at, day: run.day ?? '1970-01-01', zone: zoneOf(pinned.procedure, run.schedule) },
        run.phases,
      ),
    ],
    rollingBack: run.rolling_back === 1,
    events: [...events],
    parent: run.parent,
  };
}

/** One step as it stands, read where the change was made. */
export function stepStatus(context: RunContext, reads: Reads, runId: string, stepId: string): StepStatus {
  const { db } = context.read;
  const run = runById(reads, db, runId);
  const pinned = run && context.catalogue.version(run.procedure, run.version);
  if (run === undefined || pinned === undefined) throw new Refusal('UNKNOWN_RUN');
  const steps = stepsOf(reads, db, runId);
  const flow = flowOf(run, pinned.procedure, steps);
  const record = steps.get(stepId);
  for (const phase of flow.phases) {
    const step = phase.steps.find((one) => one.id === stepId);
    if (step === undefined || record === undefined) continue;
    const names = peopleBook(context);
    const notes = eventsOf(context, runId, names, stepId, reads);
    return status(context, record, stateOf(flow, phase, step), names, notes, evidenceOf(reads, db, runId, names, stepId), reads);
  }
  throw new Refusal('UNKNOWN_STEP');
}

export function flowOf(run: RunRecord, procedure: RunDetail['pinned'], steps: ReadonlyMap<string, StepRecord>): Flow {
  return { phases: phasesOf(procedure, run.schedule), rollingBack: run.rolling_back === 1, stored: (step) => steps.get(step) };
}

export function runRow(context: Pick<RunContext, 'catalogue'>, run: RunRecord, names: Names): RunRow {
  const pinned = context.catalogue.version(run.procedure, run.version);
  return {
    id: run.id,
    procedure: run.procedure,
    version: run.version,
    title: pinned?.procedure.title ?? { fr: run.procedure, en: run.procedure },
    family: pinned?.procedure.family ?? '',
    schedule: run.schedule,
    subject: run.subject,
    dueAt: run.due_at,
    startedAt: run.started_at,
    endedAt: run.ended_at,
    state: run.state,
    startedBy: names(run.started_by),
    lead: names(run.lead),
    onTime: run.on_time === null ? null : run.on_time === 1,
    done: run.done,
    total: run.total,
    skipped: run.skipped,
    failed: run.failed,
    reason: run.reason,
    nextDueAt: run.next_due_at,
  };
}

function status(
  context: RunContext,
  record: StepRecord,
  state: StepStatus['state'],
  names: Names,
  events: readonly Event[],
  evidence: readonly (EvidenceRow & { readonly step: string })[],
  reads: Reads = context.read,
): StepStatus {
  const notes = events.filter((event) => event.kind === 'note' && event.step === record.step);
  const approval = record.approval === null ? null : context.approvals.stateOf(reads, record.approval);
  return {
    id: record.step,
    state,
    revision: record.revision,
    by: names(record.by),
    at: record.at,
    assignee: names(record.assignee),
    notes: notes.map(({ at, by, note }) => ({ at, by, text: note ?? '' })),
    reason: record.reason,
    option: record.option,
    values: record.values,
    check: record.check,
    attested: record.attested === 1,
    approval: record.approval === null ? null : { id: record.approval, state: approval?.state ?? 'open' },
    waitUntil: record.wait_until,
    evidence: evidence.filter(({ step }) => step === record.step).map(({ step: _, ...row }) => row),
  };
}

function eventsOf(context: RunContext, run: string, names: Names, step?: string, reads: Reads = context.read): readonly Event[] {
  const all = context.read.db
    .selectFrom('sop_events')
    .select(['sequence', 'at', 'by', 'kind', 'step', 'note'])
    .where('run', '=', run)
    .orderBy('sequence');
  const rows = reads.all(step === undefined ? all : all.where('step', '=', step).where('kind', '=', 'note'));
  return rows.map((row) => ({ ...row, by: names(row.by) ?? { id: row.by, name: row.by } }));
}
