import type { Actor } from '../../../../shared/base/access';
import type { Json } from '../../../../shared/base/canonical';
import { DAY } from '../../../../shared/base/time';
import type { backupsContract, RestoreRow } from '../../../../shared/features/backups/contract';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import { readErasures } from '../../store/backup/erasures';
import { armRestore, doneRestore, forgetDone, stagedPath } from '../../store/backup/pending';
import { Refusal } from '../../store/refusal';
import type { Commands, Reader, Reads, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import type { Jobs } from './jobs';
import type { Points } from './points';
import { problemOf } from './problems';
import { BACKUPS_ACTOR, listRestores, pointById, restoreById, type StoredPoint, type StoredRestore } from './store';

export type ApprovalState = Exclude<RestoreRow['approval'], 'none'>;

export interface ApprovalRequest {
  readonly kind: 'restore';
  readonly subject: string;
  readonly title: { readonly fr: string; readonly en: string };
  readonly link: string;
  readonly requestedBy: string;
  /** Exactly what is approved: another body is refused when it is used. */
  readonly body: Json;
  readonly lines: readonly { readonly label: { readonly fr: string; readonly en: string }; readonly value: string }[];
  readonly amount: null;
  readonly groups: readonly { readonly id: string; readonly permission: 'backups:restore' }[];
  readonly expiresAt: number;
}

/** What a restore needs of the approvals. */
export interface ApprovalsPort {
  request(tx: Tx, request: ApprovalRequest): string;
  stateOf(reads: Reads, id: string): ApprovalState;
  /** Uses an approval up; throws a Refusal where there is none for this body. */
  consume(tx: Tx, id: string, body: Json, kind: 'restore'): void;
}

export interface RestoresOptions {
  readonly dataDir: string;
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly points: Points;
  readonly jobs: Jobs;
  readonly approvals: ApprovalsPort;
  /** Ends the backend so that it starts again; absent where a person has to do that. */
  readonly restart: (() => void) | undefined;
}

type RestoreHandlers = Pick<Handlers<typeof backupsContract>, 'restorePlan' | 'requestRestore' | 'restore' | 'countersign'>;

const APPROVAL_LIFE = DAY;

export function createRestores(options: RestoresOptions): { handlers: RestoreHandlers; rows(limit: number): RestoreRow[] } {
  const { dataDir, read, clock, ids, points, jobs, approvals } = options;
  const known = (id: string): StoredPoint => {
    const point = pointById(read, id);
    if (point === undefined || point.database !== 'console') throw new Refusal('UNKNOWN_POINT');
    return point;
  };
  return {
    rows: (limit) =>
      listRestores(read, limit).map((row) => ({
        ...row,
        approval: row.approval === null ? 'none' : approvals.stateOf(read, row.approval),
      })),
    handlers: {
      restorePlan: { query: ({ id }) => plan(read, known(id), dataDir, clock.now()) },
      requestRestore: {
        command: ({ id, reason }, { actor }) => {
          const point = known(id);
          if (point.state !== 'verified') throw new Refusal('NOT_VERIFIED');
          return (tx) => request(tx, approvals, { id: ids(), point, reason, actor });
        },
      },
      restore: {
        command: async ({ id }, { actor }) => {
          const row = restoreById(read, read.db, id);
          if (row === undefined || row.state !== 'requested' || row.approval === null) throw new Refusal('UNKNOWN_RESTORE');
          if (approvals.stateOf(read, row.approval) !== 'approved') throw new Refusal('NOT_APPROVED');
          const point = pointById(read, row.point);
          if (point === undefined) throw new Refusal('UNKNOWN_RESTORE');
          await stage(jobs, points, point, stagedPath(dataDir));
          return (tx) => {
            arm(tx, options, row, point, actor);
            return { restarting: options.restart !== undefined };
          };
        },
      },
      countersign: {
        command: ({ id }) => {
          return (tx) => {
            countersign(tx, read.db, id);
            return {};
          };
        },
      },
    },
  };
}

/** Puts the point together beside the database, compared, before anybody is asked to commit to it. */
async function stage(jobs: Jobs, points: Points, point: StoredPoint, path: string): Promise<void> {
  const job = jobs.start('restore', (handle) => points.restore(point, { path, keep: true }, handle));
  if (job === null) throw new Refusal('BUSY');
  try {
    await job.done;
  } catch (error) {
    throw new Refusal('FAILED', { problem: problemOf(error) });
  }
}

function bodyOf(point: StoredPoint, restore: string): Json {
  return { restore, point: point.id, copy: point.manifest.copySha256 };
}

function request(
  tx: Tx,
  approvals: ApprovalsPort,
  { id, point, reason, actor }: { id: string; point: StoredPoint; reason: string; actor: Actor },
): { id: string } {
  const at = new Date(point.takenAt).toISOString();
  const approval = approvals.request(tx, {
    kind: 'restore',
    subject: id,
    title: { fr: `Restaurer la console au ${at}`, en: `Restore the console to ${at}` },
    link: '/backups',
    requestedBy: actor.id,
    body: bodyOf(point, id),
    lines: [
      { label: { fr: 'Point', en: 'Point' }, value: at },
      { label: { fr: 'Motif', en: 'Reason' }, value: reason },
    ],
    amount: null,
    groups: [{ id: 'restore', permission: 'backups:restore' }],
    expiresAt: tx.at + APPROVAL_LIFE,
  });
  const open = { done_at: null, duration_ms: null, countersigned_by: null, countersigned_at: null, kept_as: null };
  const asked = { id, point: point.id, taken_at: point.takenAt, reason, approval, ...open };
  tx.run(
    tx.db.insertInto('backup_restores').values({ ...asked, state: 'requested', requested_by: actor.id, requested_at: tx.at }),
  );
  tx.subject(id);
  tx.fact('backup.restore-requested', id);
  return { id };
}

function arm(tx: Tx, options: RestoresOptions, row: StoredRestore, point: StoredPoint, actor: Actor): void {
  const { dataDir, read, approvals, clock } = options;
  const present = restoreById(tx, read.db, row.id);
  if (present?.state !== 'requested' || row.approval === null) throw new Refusal('UNKNOWN_RESTORE');
  approvals.consume(tx, row.approval, bodyOf(point, row.id), 'restore');
  tx.run(tx.db.updateTable('backup_restores').set({ state: 'armed' }).where('id', '=', row.id));
  tx.subject(row.id);
  tx.fact('backup.restore-armed', row.id);
  // The mark before the commit: a commit that fails leaves an armed restore that was approved, never an approval used for nothing.
  armRestore(dataDir, {
    id: row.id,
    point: point.id,
    takenAt: point.takenAt,
    requestedBy: actor.id,
    requestedAt: row.requestedAt,
    reason: row.reason,
    approval: row.approval,
    armedAt: tx.at,
    countersign: false,
    contents: point.manifest.contents,
    keptAs: `console-before-restore-${tx.at}.db`,
  });
  // After the answer has gone out.
  if (options.restart !== undefined) clock.setTimeout(options.restart, 500);
}

function countersign(tx: Tx, db: Reader['db'], id: string): void {
  const row = restoreById(tx, db, id);
  if (row === undefined) throw new Refusal('UNKNOWN_RESTORE');
  if (row.state !== 'to-countersign') throw new Refusal('NOT_DUE');
  if (row.requestedBy === tx.actor) throw new Refusal('NOT_YOURS');
  const signed = { state: 'countersigned', countersigned_by: tx.actor, countersigned_at: tx.at };
  tx.run(tx.db.updateTable('backup_restores').set(signed).where('id', '=', id));
  tx.subject(id);
  tx.fact('backup.restore-countersigned', id);
}

function plan(read: Reader, point: StoredPoint, dataDir: string, now: number) {
  const head = read.get(read.db.selectFrom('audit').select(['sequence', 'at']).orderBy('sequence', 'desc').limit(1));
  const { contents, ...shown } = point.manifest;
  const { manifest: _, ...row } = point;
  const tables = Object.entries(contents.rows).flatMap(([table, then]) => {
    const present = countOf(read, table);
    return present === null || present === then ? [] : [{ table, now: present, restored: then }];
  });
  return {
    point: row,
    lostMs: Math.max(0, (head?.at ?? now) - shown.takenAt),
    lostCommands: Math.max(0, (head?.sequence ?? 0) - (contents.audit?.sequence ?? 0)),
    tables,
    erasures: readErasures(dataDir).filter(({ at }) => at >= shown.takenAt).length,
  };
}

/** Null for a table that is not there any more. */
function countOf(read: Reader, table: string): number | null {
  const there = read.get<{ name: string }>({
    sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = ?",
    parameters: [table],
  } as never);
  if (there === undefined) return null;
  return read.get<{ n: number }>({ sql: `SELECT count(*) AS n FROM "${there.name}"`, parameters: [] } as never)?.n ?? 0;
}

/** At the start: the journal of the restored file goes on with a row that says so. */
export function tellRestore(dataDir: string, read: Reader, commands: Commands, now: number): void {
  const done = doneRestore(dataDir);
  if (done === null) return;
  if (restoreById(read, read.db, done.id)?.doneAt == null) {
    const input = { point: done.point, keptAs: done.keptAs, erased: done.erased };
    commands.run({ actor: done.requestedBy, action: 'backups.restored', input, subject: done.id }, (tx) => {
      const state = done.countersign ? 'to-countersign' : 'done';
      const values = { state, done_at: tx.at, duration_ms: Math.max(0, now - done.armedAt), kept_as: done.keptAs };
      const asked = { requested_by: done.requestedBy, requested_at: done.requestedAt, reason: done.reason, approval: null };
      const open = { countersigned_by: null, countersigned_at: null };
      tx.run(
        tx.db
          .insertInto('backup_restores')
          .values({ id: done.id, point: done.point, taken_at: done.takenAt, ...asked, ...open, ...values })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(values)),
      );
      tx.fact('backup.restored', done.id, { actor: BACKUPS_ACTOR, erased: done.erased });
    });
  }
  forgetDone(dataDir);
}
