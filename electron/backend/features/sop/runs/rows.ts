import { z } from 'zod';
import { checkResult, stepState } from '../../../../../shared/features/sop/run';
import type { SopRunsTable } from '../../../store/tables/sop';
import type { Reader, Reads, Tx } from '../../../store/types';
import { type PhaseRecords, phaseRecords } from './phases';

export type RunRecord = Omit<SopRunsTable, 'phases_json'> & { readonly phases: PhaseRecords };

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** A step as stored; its state here is what somebody did, not what the branches make of it. */
const stepRecord = z
  .object({
    run: z.string(),
    step: z.string(),
    phase: z.string(),
    state: stepState,
    revision: z.int(),
    by: z.string().nullable(),
    at: z.int().nullable(),
    assignee: z.string().nullable(),
    reason: z.string().nullable(),
    option: z.string().nullable(),
    values_json: z.string(),
    check_json: z.string().nullable(),
    attested: z.int(),
    approval: z.string().nullable(),
    approval_body: z.string().nullable(),
    wait_until: z.int().nullable(),
    wait_fact: z.string().nullable(),
  })
  .transform(({ values_json, check_json, ...rest }) => ({
    ...rest,
    values: values.parse(JSON.parse(values_json)),
    check: check_json === null ? null : checkResult.parse(JSON.parse(check_json)),
  }));
export type StepRecord = z.infer<typeof stepRecord>;
export type StepChange = Partial<Omit<StepRecord, 'run' | 'step' | 'phase' | 'revision'>>;

export function toRun({ phases_json, ...row }: SopRunsTable): RunRecord {
  return { ...row, phases: phaseRecords.parse(JSON.parse(phases_json)) };
}

/** Queries are built alike for a reader and within a command. */
export function builder(tx: Tx): Reader['db'] {
  return tx.db as unknown as Reader['db'];
}

export function runById(reads: Reads, db: Reader['db'], id: string): RunRecord | undefined {
  const row = reads.get(db.selectFrom('sop_runs').selectAll().where('id', '=', id));
  return row === undefined ? undefined : toRun(row);
}

export function stepsOf(reads: Reads, db: Reader['db'], run: string): Map<string, StepRecord> {
  const rows = reads.all(db.selectFrom('sop_steps').selectAll().where('run', '=', run), stepRecord);
  return new Map(rows.map((row) => [row.step, row]));
}

export function writeStep(tx: Tx, record: StepRecord): void {
  const { values: typed, check, ...rest } = record;
  const row = {
    ...rest,
    values_json: JSON.stringify(typed),
    check_json: check === null ? null : JSON.stringify(check),
  };
  tx.run(
    tx.db
      .insertInto('sop_steps')
      .values(row)
      .onConflict((conflict) => conflict.columns(['run', 'step']).doUpdateSet(row)),
  );
}

export function writeRun(tx: Tx, id: string, change: Partial<Omit<RunRecord, 'id'>>): void {
  const { phases, ...rest } = change;
  const row = phases === undefined ? rest : { ...rest, phases_json: JSON.stringify(phases) };
  tx.run(tx.db.updateTable('sop_runs').set(row).where('id', '=', id));
}

export function addRunEvent(tx: Tx, run: string, kind: string, step: string | null, note: string | null): void {
  tx.run(tx.db.insertInto('sop_events').values({ run, at: tx.at, by: tx.actor, kind, step, note }));
}
