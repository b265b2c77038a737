import { z } from 'zod';
import { type Settings, settings } from '../../../../shared/features/settings/contract';
import type { ReadDb, Reads, Tx } from '../../store/types';

const row = z.object({ key: z.string(), value_json: z.string() });

/** What was set over the defaults. A key that this version does not know is left alone; a value it refuses throws. */
export function readSettings(reads: Reads, db: ReadDb | Tx['db']): Settings {
  const rows = reads.all((db as ReadDb).selectFrom('settings').select(['key', 'value_json']), row);
  return settings.parse(Object.fromEntries(rows.map(({ key, value_json }) => [key, JSON.parse(value_json)])));
}

export function writeSetting(tx: Tx, key: string, value: unknown): void {
  const stored = { value_json: JSON.stringify(value), updated_at: tx.at };
  tx.run(
    tx.db
      .insertInto('settings')
      .values({ key, ...stored })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(stored)),
  );
}
