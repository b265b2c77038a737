import type { Draft } from '../../../../../shared/features/sop/library';
import type { SopDraftsTable } from '../../../store/tables/sop';
import type { Reader, Reads, Tx } from '../../../store/types';
import { personOf } from '../people';
import type { SopOptions } from '../ports';
import { parseSop } from './parse';

export function draftOf(reads: Reads, db: Reader['db'], id: string): SopDraftsTable | undefined {
  return reads.get(db.selectFrom('sop_drafts').selectAll().where('procedure', '=', id));
}

export function toDraft(options: SopOptions, row: SopDraftsTable): Draft {
  const parsed = parseSop(row.yaml, new Set(Object.keys(options.sessions)));
  return {
    id: row.procedure,
    basedOn: row.based_on,
    yaml: row.yaml,
    revision: row.revision,
    state: row.state,
    by: personOf(options, row.by),
    at: row.at,
    note: row.note,
    approval: row.approval,
    problems: [...parsed.problems],
  };
}

export function writeDraft(tx: Tx, row: SopDraftsTable): void {
  tx.run(
    tx.db
      .insertInto('sop_drafts')
      .values(row)
      .onConflict((conflict) => conflict.column('procedure').doUpdateSet(row)),
  );
}
