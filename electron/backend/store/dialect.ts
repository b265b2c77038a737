import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { InvariantError } from './refusal';
import { type Sqlite, StatementCache } from './sqlite';

/**
 * Kysely on better-sqlite3 with a statement cache: the stock dialect prepares every query anew, which costs more than
 * running most of them. Queries run in one go on the calling thread, so one connection serves all without a lock.
 */
export function queryDb<Schema>(db: Sqlite, cache = new StatementCache(db)): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: dialect(new CachedConnection(db, cache)) });
}

/** Builds queries and runs none: what writes goes through a command, or it would escape the audit. */
export function buildOnlyDb<Schema>(): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: dialect(new RefusingConnection()) });
}

class ManyReadersAdapter extends SqliteAdapter {
  // Kysely would otherwise queue every query behind a mutex that nothing here needs.
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

function dialect(connection: DatabaseConnection): Dialect {
  return {
    createAdapter: () => new ManyReadersAdapter(),
    createDriver: () => new OneConnectionDriver(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

const DONE = Promise.resolve();

class OneConnectionDriver implements Driver {
  readonly #acquired: Promise<DatabaseConnection>;

  constructor(connection: DatabaseConnection) {
    this.#acquired = Promise.resolve(connection);
  }

  init = (): Promise<void> => DONE;
  acquireConnection = (): Promise<DatabaseConnection> => this.#acquired;
  releaseConnection = (): Promise<void> => DONE;
  // The store closes its connections itself.
  destroy = (): Promise<void> => DONE;
  beginTransaction = (): Promise<void> => Promise.reject(noTransactions());
  commitTransaction = (): Promise<void> => Promise.reject(noTransactions());
  rollbackTransaction = (): Promise<void> => Promise.reject(noTransactions());
}

function noTransactions(): InvariantError {
  return new InvariantError('an asynchronous transaction would stay open across other work: use a command');
}

class CachedConnection implements DatabaseConnection {
  constructor(
    private readonly db: Sqlite,
    private readonly cache: StatementCache,
  ) {}

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    try {
      const statement = this.cache.get(query.sql);
      const rows = statement.reader ? statement.all(query.parameters) : [];
      if (!statement.reader) statement.run(query.parameters);
      return Promise.resolve({ rows: rows as Row[] });
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    // A statement of its own: the cached one may be asked for again while this one is still being read.
    for (const row of this.db.prepare<unknown[]>(query.sql).iterate(query.parameters)) yield { rows: [row as Row] };
  }
}

class RefusingConnection implements DatabaseConnection {
  executeQuery<Row>(): Promise<QueryResult<Row>> {
    return Promise.reject(new InvariantError('writes run inside a command: tx.run(query)'));
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a stream, and there is none to give.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new InvariantError('writes run inside a command: tx.run(query)');
  }
}
