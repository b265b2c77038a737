import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreRefusal } from './refusal';

export type Sqlite = Database.Database;
export type SqliteStatement = Database.Statement<unknown[]>;

export interface ConnectOptions {
  readonly readonly: boolean;
  /** FULL: a commit survives a power cut. NORMAL: it survives a crash of the process; for what can be fetched again. */
  readonly synchronous: 'FULL' | 'NORMAL';
}

const BUSY_TIMEOUT_MS = 5_000;

/** Opens one connection with the pragmas every connection of the console has. Throws StoreRefusal. */
export function connect(path: string, options: ConnectOptions): Sqlite {
  return guarded(path, () => {
    const db = new Database(path, { readonly: options.readonly, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      setPragmas(db, options);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Where the file header says that a log belongs to it (SQLite file format, §1.3.2: 1 = rollback journal, 2 = WAL). */
const JOURNAL_BYTES = [18, 19];

/** Opens what the file holds now from memory, for a place where SQLite may not create the companions that WAL needs. */
export function connectToCopy(path: string): Sqlite {
  return guarded(path, () => {
    const bytes = readFileSync(path);
    for (const at of JOURNAL_BYTES) bytes[at] = 1;
    const db = new Database(bytes, { readonly: true });
    setPragmas(db, { readonly: true, synchronous: 'NORMAL' });
    return db;
  });
}

function setPragmas(db: Sqlite, options: ConnectOptions): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('foreign_keys = ON');
  // REPLACE fires delete triggers only with this; the append-only tables count on it.
  db.pragma('recursive_triggers = ON');
  // KiB a connection, of which there are four; the system keeps the rest of the files at hand anyway.
  db.pragma('cache_size = -8000');
  if (options.readonly) {
    db.pragma('query_only = ON');
    // The first read meets a damaged header here rather than in the middle of a screen.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return;
  }
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${options.synchronous}`);
  db.pragma('journal_size_limit = 67108864');
  // Erased values are overwritten, not only unlinked; market data holds nothing to erase.
  db.pragma(`secure_delete = ${options.synchronous === 'FULL' ? 'ON' : 'OFF'}`);
}

/** Runs `work` and turns what SQLite says about disk, rights and damage into a refusal that a person can act on. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explain(error, path);
  }
}

/** The refusal behind a SQLite error, or the error itself where it is not about the file. */
export function explain(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  if (code === null) return error;
  const refusal = (name: ConstructorParameters<typeof StoreRefusal>[0]) => new StoreRefusal(name, { path }, { cause: error });
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return refusal('DISK_FULL');
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return refusal('CORRUPT');
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return refusal('READ_ONLY');
  }
  return error;
}

/** SQLite's extended code such as `SQLITE_BUSY`; null for any other error. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null;
}

/** Statements by their text, prepared once. The least recently used is let go beyond the limit. */
export class StatementCache {
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(
    private readonly db: Sqlite,
    private readonly limit = 500,
  ) {}

  get size(): number {
    return this.#statements.size;
  }

  get(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      this.#touch(sql, known);
      return known;
    }
    const statement = this.db.prepare<unknown[]>(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > this.limit) this.#dropOldest();
    return statement;
  }

  /** Moving to the end costs two map operations, so it is done only when the cache is near its limit. */
  #touch(sql: string, statement: SqliteStatement): void {
    if (this.#statements.size < this.limit / 2) return;
    this.#statements.delete(sql);
    this.#statements.set(sql, statement);
  }

  #dropOldest(): void {
    for (const sql of this.#statements.keys()) {
      this.#statements.delete(sql);
      return;
    }
  }
}
