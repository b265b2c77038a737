import { type EvidenceRow, evidenceRow, type Person } from '../../../../../shared/features/sop/run';
import type { SopEvidenceTable } from '../../../store/tables/sop';
import type { Reader, Reads, Tx } from '../../../store/types';

type Names = (id: string | null) => Person | null;

/** Evidence of a run in the order of its capture, that of one step where it is named. */
export function evidenceOf(
  reads: Reads,
  db: Reader['db'],
  run: string,
  names: Names,
  step?: string,
): readonly (EvidenceRow & { readonly step: string })[] {
  const all = db.selectFrom('sop_evidence').selectAll().where('run', '=', run).orderBy('at').orderBy('id');
  return reads
    .all(step === undefined ? all : all.where('step', '=', step))
    .map((row) => ({ ...toEvidence(row, names), step: row.step }));
}

export function evidenceById(reads: Reads, db: Reader['db'], id: string): SopEvidenceTable | undefined {
  return reads.get(db.selectFrom('sop_evidence').selectAll().where('id', '=', id));
}

export function toEvidence(row: SopEvidenceTable, names: Names): EvidenceRow {
  const withdrawn =
    row.withdrawn_at === null
      ? null
      : { at: row.withdrawn_at, by: names(row.withdrawn_by) ?? { id: '', name: '' }, reason: row.withdrawn_reason ?? '' };
  return evidenceRow.parse({ ...row, by: names(row.by), withdrawn });
}

/** Digest of what the console last captured for a step; undefined where there is none. */
export function lastCaptured(tx: Tx, run: string, step: string): string | undefined {
  const captured = tx.db.selectFrom('sop_evidence').select('sha256').where('run', '=', run).where('step', '=', step);
  const newest = captured
    .where('kind', '=', 'captured')
    .where('withdrawn_at', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc');
  return tx.get(newest.limit(1))?.sha256;
}

export type NewEvidence = Pick<SopEvidenceTable, 'id' | 'run' | 'step' | 'kind' | 'label' | 'mime' | 'bytes' | 'sha256'>;

export function insertEvidence(tx: Tx, evidence: NewEvidence): SopEvidenceTable {
  const withdrawn = { withdrawn_at: null, withdrawn_by: null, withdrawn_reason: null };
  const row = { ...evidence, at: tx.at, by: tx.actor, ...withdrawn };
  tx.run(tx.db.insertInto('sop_evidence').values(row));
  return row;
}
