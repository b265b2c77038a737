import { z } from 'zod';
import {
  type BackupSettings,
  backupSettings,
  type DrillRow,
  drillRow,
  type Point,
  type RestoreRow,
} from '../../../../shared/features/backups/contract';
import type { DatabaseName as Database } from '../../../../shared/features/backups/rules';
import { type Manifest, manifest } from '../../store/backup/manifest';
import type { Reader, Reads, Tx } from '../../store/types';

const row = z.object({
  id: z.string(),
  verified_at: z.int().nullable(),
  state: z.enum(['verified', 'failed', 'unverified']),
  problem: z.string().nullable(),
  manifest_json: z.string(),
  target: z.enum(['folder', 's3']),
});
export interface StoredPoint extends Point {
  readonly manifest: Manifest;
}

const pointRow = row.transform(({ manifest_json, verified_at, ...rest }): StoredPoint => {
  const read = manifest.parse(JSON.parse(manifest_json));
  return {
    ...rest,
    manifest: read,
    database: read.database,
    kind: read.kind,
    base: read.base,
    takenAt: read.takenAt,
    verifiedAt: verified_at,
    bytes: read.bytes,
    size: read.size,
    encrypted: read.encrypted,
    file: read.file,
    rows: Object.values(read.contents.rows).reduce((sum, count) => sum + count, 0),
    auditSequence: read.contents.audit?.sequence ?? 0,
  };
});
const COLUMNS = ['id', 'verified_at', 'state', 'problem', 'manifest_json', 'target'] as const;

/** Newest first. */
export function listPoints(read: Reader, database: Database | null, limit: number): StoredPoint[] {
  const all = read.db.selectFrom('backup_points').select(COLUMNS).orderBy('taken_at', 'desc').orderBy('id', 'desc').limit(limit);
  return read.all(database === null ? all : all.where('database', '=', database), pointRow);
}

const kept = z
  .object({
    id: z.string(),
    database: z.enum(['console', 'market']),
    kind: z.enum(['full', 'incremental']),
    base: z.string().nullable(),
    taken_at: z.int(),
    state: row.shape.state,
    target: row.shape.target,
  })
  .transform(({ taken_at, ...rest }) => ({ ...rest, takenAt: taken_at }));

/** All that retention looks at: manifests of thousands would hold up everything else while they are read. */
export function listKept(read: Reader): z.infer<typeof kept>[] {
  const columns = ['id', 'database', 'kind', 'base', 'taken_at', 'state', 'target'] as const;
  return read.all(read.db.selectFrom('backup_points').select(columns), kept);
}

export function countPoints(read: Reader, database: Database | null): number {
  const all = read.db.selectFrom('backup_points').select((eb) => eb.fn.countAll<number>().as('n'));
  return read.get(database === null ? all : all.where('database', '=', database))?.n ?? 0;
}

export function pointById(read: Reader, id: string): StoredPoint | undefined {
  return read.get(read.db.selectFrom('backup_points').select(COLUMNS).where('id', '=', id), pointRow);
}

export function lastVerified(read: Reader, database: Database, fullOnly = false): StoredPoint | undefined {
  const query = read.db
    .selectFrom('backup_points')
    .select(COLUMNS)
    .where('database', '=', database)
    .where('state', '=', 'verified')
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  return read.get(fullOnly ? query.where('kind', '=', 'full') : query, pointRow);
}

export interface PointEnd {
  readonly manifest: Manifest;
  readonly target: Point['target'];
  readonly state: Point['state'];
  readonly problem: string | null;
}

export function savePoint(tx: Tx, end: PointEnd): void {
  const { manifest: one } = end;
  const state = { state: end.state, problem: end.problem, verified_at: end.state === 'verified' ? tx.at : null };
  tx.run(
    tx.db
      .insertInto('backup_points')
      .values({
        id: one.id,
        database: one.database,
        kind: one.kind,
        base: one.base,
        taken_at: one.takenAt,
        manifest_json: JSON.stringify(one),
        target: end.target,
        ...state,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(state)),
  );
}

export function deletePoint(tx: Tx, id: string): void {
  tx.run(tx.db.deleteFrom('backup_points').where('id', '=', id));
}

/**
 * When the oldest commit was made that a point does not hold; null where it holds every one. What backups themselves write
 * does not count, or each point would ask for the next one. A chain that went another way since (a restore) holds nothing.
 */
export function unsavedSince(read: Reader, last: StoredPoint | undefined): number | null {
  const head = last?.manifest.contents.audit ?? null;
  const audit = read.db.selectFrom('audit');
  if (head !== null) {
    const same = read.get(audit.select('hash').where('sequence', '=', head.sequence));
    if (same?.hash !== head.hash) return last?.takenAt ?? null;
  }
  const next = audit
    .select('at')
    .where('sequence', '>', head?.sequence ?? 0)
    .where('actor', '!=', BACKUPS_ACTOR);
  return read.get(next.orderBy('sequence').limit(1))?.at ?? null;
}

export const BACKUPS_ACTOR = 'system:backups';

const SETTINGS_KEY = 'backups';
const DEFAULTS: BackupSettings = {
  target: 'folder',
  folder: null,
  s3: { endpoint: '', region: 'eu-west-3', bucket: '', prefix: '', accessKey: '' },
  encrypted: false,
};

export function readBackupSettings(read: Reader): BackupSettings {
  const stored = read.get(read.db.selectFrom('settings').select('value_json').where('key', '=', SETTINGS_KEY));
  return stored === undefined ? DEFAULTS : backupSettings.parse(JSON.parse(stored.value_json));
}

export function writeBackupSettings(tx: Tx, value: BackupSettings): void {
  const stored = { value_json: JSON.stringify(value), updated_at: tx.at };
  tx.run(
    tx.db
      .insertInto('settings')
      .values({ key: SETTINGS_KEY, ...stored })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(stored)),
  );
}

const drill = z
  .object({
    id: z.string(),
    at: z.int(),
    point: z.string(),
    ok: z.int(),
    duration_ms: z.int(),
    bytes: z.int(),
    problem: z.string().nullable(),
  })
  .transform(({ ok, duration_ms, ...rest }) => drillRow.parse({ ...rest, ok: ok === 1, durationMs: duration_ms }));

export function listDrills(read: Reader, limit: number): DrillRow[] {
  return read.all(
    read.db.selectFrom('backup_drills').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit),
    drill,
  );
}

export function saveDrill(tx: Tx, { ok, durationMs, ...rest }: DrillRow): void {
  tx.run(tx.db.insertInto('backup_drills').values({ ...rest, ok: ok ? 1 : 0, duration_ms: durationMs }));
}

export type StoredRestore = Omit<RestoreRow, 'approval'> & { readonly approval: string | null };

const restoreShape = z
  .object({
    id: z.string(),
    point: z.string(),
    taken_at: z.int(),
    state: z.enum(['requested', 'armed', 'done', 'to-countersign', 'countersigned']),
    requested_by: z.string(),
    requested_at: z.int(),
    reason: z.string(),
    approval: z.string().nullable(),
    done_at: z.int().nullable(),
    duration_ms: z.int().nullable(),
    countersigned_by: z.string().nullable(),
    kept_as: z.string().nullable(),
  })
  .transform(
    ({ taken_at, requested_by, requested_at, done_at, duration_ms, countersigned_by, kept_as, ...rest }): StoredRestore => ({
      ...rest,
      takenAt: taken_at,
      requestedBy: requested_by,
      requestedAt: requested_at,
      doneAt: done_at,
      durationMs: duration_ms,
      countersignedBy: countersigned_by,
      keptAs: kept_as,
    }),
  );

export function listRestores(read: Reader, limit: number): StoredRestore[] {
  return read.all(read.db.selectFrom('backup_restores').selectAll().orderBy('requested_at', 'desc').limit(limit), restoreShape);
}

export function restoreById(reads: Reads, db: Reader['db'], id: string): StoredRestore | undefined {
  return reads.get(db.selectFrom('backup_restores').selectAll().where('id', '=', id), restoreShape);
}
