import type { CompiledQuery } from 'kysely';
import type { z } from 'zod';
import { guarded, type StatementCache } from './sqlite';
import type { Query, Reads } from './types';

/** Runs queries at once on one connection. `alive` is asked first: a transaction that is over refuses. `path` names the file in refusals. */
export function readsOn(cache: StatementCache, path: string, alive: () => void = () => {}): Reads {
  const rows = (query: Query): unknown[] => {
    alive();
    const { sql, parameters } = compiled(query);
    return guarded(path, () => cache.get(sql).all(parameters));
  };
  return {
    all<Row>(query: Query<Row>, schema?: z.ZodType<Row>): Row[] {
      const found = rows(query);
      return schema === undefined ? (found as Row[]) : found.map((row) => schema.parse(row));
    },
    get<Row>(query: Query<Row>, schema?: z.ZodType<Row>): Row | undefined {
      alive();
      const { sql, parameters } = compiled(query);
      const row = guarded(path, () => cache.get(sql).get(parameters));
      return schema === undefined || row === undefined ? (row as Row | undefined) : schema.parse(row);
    },
  };
}

/** Runs an insert, update or delete at once; returns the rows it touched and the rowid of the last insert. */
export function writeOn(cache: StatementCache, query: Query): { changes: number; lastId: number } {
  const { sql, parameters } = compiled(query);
  const statement = cache.get(sql);
  // `RETURNING` makes a write a reader; its rows are not asked for here.
  if (statement.reader) return { changes: statement.all(parameters).length, lastId: 0 };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return { changes, lastId: Number(lastInsertRowid) };
}

function compiled(query: Query): CompiledQuery {
  return 'sql' in query ? query : query.compile();
}
