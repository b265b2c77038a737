import { sha256Hex } from '../../../kit/hash';
import type { Commands, Reader, Tx } from '../../../store/types';
import { parseSop } from './parse';
import { keepParsed } from './parsed';
import { withVersion } from './text';

const ACTOR = 'system:sops';

export interface SeedOptions {
  readonly read: Reader;
  readonly commands: Commands;
  readonly texts: readonly string[];
  readonly sessions: ReadonlySet<string>;
}

/**
 * What ships becomes the version in force where it is newer than what shipped before, unless the one in force was written in
 * the console: then the shipped text is laid beside it as a draft, once, when the desk is free.
 */
export function seedShipped(options: SeedOptions): void {
  const news = options.texts.flatMap((yaml) => {
    const { id, version } = headOf(yaml);
    if (!isNews(options.read, id, version)) return [];
    const parsed = parseSop(yaml, options.sessions);
    if (!parsed.ok) throw new Error(`a shipped procedure is wrong: ${JSON.stringify(parsed.problems)}`);
    return [{ id, version, yaml, procedure: parsed.procedure }];
  });
  if (news.length === 0) return;
  const input = news.map(({ id, version }) => ({ id, version }));
  options.commands.run({ actor: ACTOR, action: 'sop.seed', input }, (tx) => {
    for (const { id, version, yaml, procedure } of news) {
      place(tx, id, version, yaml);
      keepParsed(tx, yaml, procedure);
    }
  });
}

/** Whether a text is news is told by its first lines: to read all of them at every start would take longer than all the rest. */
function headOf(yaml: string): { id: string; version: number } {
  const id = /^id: *(\S+)/m.exec(yaml)?.[1];
  const version = /^version: *(\d+)/m.exec(yaml)?.[1];
  if (id === undefined || version === undefined) throw new Error('a shipped procedure names no id and version');
  return { id, version: Number(version) };
}

function isNews(read: Reader, id: string, version: number): boolean {
  const max = (table: 'sop_versions' | 'sop_drafts') =>
    read.get(
      read.db
        .selectFrom(table)
        .select((eb) => eb.fn.max('shipped').as('n'))
        .where('procedure', '=', id),
    )?.n ?? 0;
  const offered = read.get(read.db.selectFrom('sop_cursors').select('value').where('name', '=', offeredName(id)))?.value ?? 0;
  return version > Math.max(max('sop_versions'), max('sop_drafts'), offered);
}

function place(tx: Tx, id: string, shipped: number, yaml: string): void {
  const versions = tx.db.selectFrom('sop_versions').select(['version', 'shipped', 'current']).where('procedure', '=', id);
  const current = tx.get(versions.where('current', '=', 1));
  if (current === undefined || current.shipped !== null) {
    tx.run(tx.db.updateTable('sop_versions').set({ current: 0 }).where('procedure', '=', id));
    const digest = sha256Hex(yaml);
    const row = { procedure: id, version: shipped, digest, yaml, at: tx.at, by: ACTOR };
    tx.run(tx.db.insertInto('sop_versions').values({ ...row, approved_by: null, note: null, shipped, current: 1 }));
    tx.fact('sop.published', id, { version: shipped });
    return;
  }
  if (tx.get(tx.db.selectFrom('sop_drafts').select('procedure').where('procedure', '=', id)) !== undefined) return;
  const text = withVersion(yaml, current.version + 1);
  const row = { procedure: id, based_on: current.version, yaml: text, revision: 1, state: 'draft' as const, by: ACTOR };
  tx.run(tx.db.insertInto('sop_drafts').values({ ...row, at: tx.at, note: null, approval: null, shipped }));
  const cursor = { name: offeredName(id), value: shipped };
  tx.run(
    tx.db
      .insertInto('sop_cursors')
      .values(cursor)
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: shipped })),
  );
}

function offeredName(id: string): string {
  return `offered:${id}`;
}
