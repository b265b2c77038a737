import { z } from 'zod';
import type { ConnectorId } from '../../../../shared/features/connections/catalogue';
import { connectionTest } from '../../../../shared/features/connections/contract';
import type { Reader, Tx } from '../../store/types';

const storedConnection = z
  .object({ id: z.string(), options_json: z.string(), dry_run: z.int(), test_json: z.string().nullable() })
  .transform((row) => ({
    id: row.id,
    options: z.record(z.string(), z.string()).parse(JSON.parse(row.options_json)),
    dryRun: row.dry_run === 1,
    test: row.test_json === null ? null : connectionTest.parse(JSON.parse(row.test_json)),
  }));
export type StoredConnection = Omit<z.output<typeof storedConnection>, 'id'>;

export function readConnections(read: Reader): Map<string, StoredConnection> {
  const query = read.db.selectFrom('connections').select(['id', 'options_json', 'dry_run', 'test_json']);
  return new Map(read.all(query, storedConnection).map(({ id, ...rest }) => [id, rest]));
}

export function writeConnection(tx: Tx, id: ConnectorId, { options, dryRun, test }: StoredConnection): void {
  const row = {
    options_json: JSON.stringify(options),
    dry_run: dryRun ? 1 : 0,
    changed_at: tx.at,
    tested_at: test?.at ?? null,
    test_json: test === null ? null : JSON.stringify(test),
  };
  const query = tx.db.insertInto('connections').values({ id, ...row });
  tx.run(query.onConflict((conflict) => conflict.column('id').doUpdateSet(row)));
}
