import { loadProcedure } from '../../../../../shared/features/sop/load';
import type { Procedure } from '../../../../../shared/features/sop/procedure';
import { sha256Hex } from '../../../kit/hash';
import type { Reader, Tx } from '../../../store/types';

/** Lays what the parser made of `yaml` beside it: reading 400 kB of YAML again takes longer than everything else at a start. */
export function keepParsed(tx: Tx, yaml: string, procedure: Procedure): void {
  const row = { digest: sha256Hex(yaml), json: JSON.stringify(procedure) };
  tx.run(
    tx.db
      .insertInto('sop_parsed')
      .values(row)
      .onConflict((conflict) => conflict.column('digest').doNothing()),
  );
}

/** The procedure as kept, held against today's shape; null where nothing was kept or the shape has moved on: read the text. */
export function readParsed(read: Reader, digest: string): Procedure | null {
  const row = read.get(read.db.selectFrom('sop_parsed').select('json').where('digest', '=', digest));
  if (row === undefined) return null;
  const loaded = loadProcedure(JSON.parse(row.json));
  return loaded.ok ? loaded.procedure : null;
}
