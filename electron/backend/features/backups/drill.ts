import { join } from 'node:path';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Commands } from '../../store/types';
import type { Points } from './points';
import { problemOf } from './problems';
import { BACKUPS_ACTOR, type StoredPoint, saveDrill } from './store';

interface DrillOptions {
  readonly points: Points;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The whole way back, measured: fetch, unpack, compare. Its end is on record whichever way it went. */
export function createDrill({ points, commands, clock, ids }: DrillOptions) {
  return async (point: StoredPoint, handle: Parameters<Points['verify']>[1]) => {
    const began = clock.now();
    const id = ids();
    const record = (ok: boolean, bytes: number, problem: string | null) => {
      const row = { id, at: clock.now(), point: point.id, ok, durationMs: clock.now() - began, bytes, problem };
      commands.run({ actor: BACKUPS_ACTOR, action: 'backups.drilled', input: { point: point.id, ok } }, (tx) => {
        tx.subject(id);
        saveDrill(tx, row);
        tx.fact('backup.drilled', id, { ok });
      });
      return row;
    };
    try {
      const { bytes } = await points.restore(point, { path: join(points.work, `${id}.drill`), keep: false }, handle);
      return record(true, bytes, null);
    } catch (error) {
      record(false, 0, problemOf(error));
      throw error;
    }
  };
}
