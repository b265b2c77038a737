import { type Errand, sendErrand } from '../../kit/worker';
import type { BackupKey } from './codec';
import type { KeyErrand, Made, MakeErrand, Restored, RestoreErrand } from './errands';

type Answer<E> = E extends MakeErrand ? Made : E extends RestoreErrand ? Restored : BackupKey;

/** Has the heavy work of backups done in a thread of its own. Rejects with ErrandFailed and the name of the reason. */
export function backupErrand<E extends MakeErrand | RestoreErrand | KeyErrand>(
  errand: E,
  onProgress: (done: number, total: number) => void = () => undefined,
): Errand<Answer<E>> {
  return sendErrand<Answer<E>>('backupThread', 'store/backup/thread.ts', errand, {
    onProgress,
    gentle: errand.kind !== 'key',
  });
}
