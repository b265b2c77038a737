import { MINUTE } from '../../../../shared/base/time';
import { duePoint } from '../../../../shared/features/backups/rules';
import type { Clock, Timer } from '../../kit/clock';
import type { Log } from '../../kit/log';
import type { Commands, Reader } from '../../store/types';
import type { Jobs } from './jobs';
import type { Points } from './points';
import { BACKUPS_ACTOR, lastVerified, unsavedSince } from './store';
import type { Supervision } from './supervision';

export interface WatchOptions {
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly log: Log;
  readonly points: Points;
  readonly jobs: Jobs;
  readonly supervision: Supervision;
  /** How the exposure stands now. */
  readonly rpoState: (now: number) => 'ok' | 'amber' | 'breach';
}

const LOOK_EVERY = 30_000;
/** After a failure it is not tried again at once: the disk is as full as before. */
const AFTER_FAILURE = 5 * MINUTE;

/** Looks every half minute at what is due; who slept meanwhile finds it due on waking. */
export function createWatch(options: WatchOptions): { start(): void; stop(): void; look(): void } {
  const { read, clock, log, points, jobs, supervision } = options;
  let timer: Timer | null = null;
  let notBefore = 0;

  const alarm = (name: string, kind: string, bad: boolean, values: Readonly<Record<string, string | number>>) =>
    raise(options, name, kind, bad, values);

  const makeDue = () => {
    const now = clock.now();
    if (now < notBefore || jobs.current !== null) return;
    const newest = lastVerified(read, 'console');
    const recent = [newest, lastVerified(read, 'console', true), lastVerified(read, 'market')];
    const due = duePoint(
      recent.flatMap((one) => one ?? []),
      unsavedSince(read, newest) !== null,
      now,
    );
    if (due === null) return;
    const job = jobs.start('create', async (handle) => {
      await points.make(due.database, due.full, handle);
      await points.retain();
    });
    job?.done.then(
      () => alarm('failed', 'backup.failed', false, {}),
      (error: unknown) => {
        notBefore = clock.now() + AFTER_FAILURE;
        const problem = jobs.lastEnd?.problem ?? 'FAULT';
        // Called off by somebody, or by the end of the program.
        if (problem === 'CANCELLED') return;
        log.warn('a point could not be made', { error });
        alarm('failed', 'backup.failed', true, { problem, database: due.database });
      },
    );
  };

  const look = () => {
    supervision.takeInbox();
    const now = clock.now();
    alarm('late', 'backup.late', options.rpoState(now) !== 'ok', {});
    for (const line of supervision.lines(now)) {
      // A line that never had a proof is not watched yet; its state on the screen says so.
      alarm(`line:${line.id}`, 'backup.line-late', line.state === 'late', { line: line.id });
    }
    makeDue();
  };

  const guarded = () => {
    try {
      look();
    } catch (error) {
      log.error('the watch over backups stumbled', { error });
    }
  };

  return {
    look,
    start() {
      guarded();
      timer = clock.setInterval(guarded, LOOK_EVERY);
    },
    stop: () => timer?.cancel(),
  };
}

/** Told once when it goes bad, armed again when it is well. */
function raise(
  { read, commands }: WatchOptions,
  name: string,
  kind: string,
  bad: boolean,
  values: Readonly<Record<string, string | number>>,
): void {
  const known = read.get(read.db.selectFrom('backup_alarms').select('since').where('name', '=', name)) !== undefined;
  if (known === bad) return;
  commands.run({ actor: BACKUPS_ACTOR, action: 'backups.alarm', input: { name, bad } }, (tx) => {
    tx.subject(name);
    if (!bad) {
      tx.run(tx.db.deleteFrom('backup_alarms').where('name', '=', name));
      return;
    }
    tx.run(tx.db.insertInto('backup_alarms').values({ name, since: tx.at }));
    tx.fact(kind, name, { notify: true, simulated: false, values });
  });
}
