import type { Reader, Tx } from '../../../store/types';

export function readCursor(read: Reader, name: string): number | undefined {
  return read.get(read.db.selectFrom('sop_cursors').select('value').where('name', '=', name))?.value;
}

export function writeCursor(tx: Tx, name: string, value: number): void {
  tx.run(
    tx.db
      .insertInto('sop_cursors')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value })),
  );
}
