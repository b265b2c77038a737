import type { Sqlite } from '../sqlite';

/** What a copy is compared by: everything it holds in numbers, and the ends of its chains. */
export interface Contents {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** End of the audit chain; null in a file that has none. */
  readonly audit: { readonly sequence: number; readonly hash: string; readonly at: number } | null;
  readonly seals: { readonly sequence: number; readonly hash: string } | null;
  /** Left out in points from before there was a register. */
  readonly register?: { readonly sequence: number; readonly hash: string } | null | undefined;
  /** Sequence of the last fact. */
  readonly fact: number;
  /** The file's shape. */
  readonly version: number;
}

export function contentsOf(db: Sqlite): Contents {
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  const rows = Object.fromEntries(
    tables.map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]),
  );
  const last = <T>(table: string, columns: string): T | null =>
    tables.includes(table)
      ? ((db.prepare(`SELECT ${columns} FROM ${table} ORDER BY sequence DESC LIMIT 1`).get() as T | undefined) ?? null)
      : null;
  return {
    rows,
    audit: last('audit', 'sequence, hash, at'),
    seals: last('seals', 'sequence, hash'),
    register: last('register_entries', 'sequence, hash'),
    fact: last<{ sequence: number }>('facts', 'sequence')?.sequence ?? 0,
    version: db.pragma('user_version', { simple: true }) as number,
  };
}

/** The first thing that differs, in words for the log and the catalogue; null when nothing does. */
export function difference(expected: Contents, found: Contents): string | null {
  for (const table of new Set([...Object.keys(expected.rows), ...Object.keys(found.rows)])) {
    const [wanted, got] = [expected.rows[table] ?? 'none', found.rows[table] ?? 'none'];
    if (wanted !== got) return `${table}: ${wanted} rows at the snapshot, ${got} after the restore`;
  }
  if (expected.audit?.hash !== found.audit?.hash) return 'the end of the audit chain differs';
  if (expected.seals?.hash !== found.seals?.hash) return 'the end of the chain of seals differs';
  if (expected.register !== undefined && expected.register?.hash !== found.register?.hash)
    return 'the end of the register differs';
  if (expected.fact !== found.fact) return `the last fact is ${found.fact} instead of ${expected.fact}`;
  return expected.version === found.version ? null : `the shape is ${found.version} instead of ${expected.version}`;
}
