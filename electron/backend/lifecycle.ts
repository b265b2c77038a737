import { type DataSource, isLiveSource } from '../../shared/features/market/instrument';
import type { Commands, Reader } from './store/types';

const STARTED = 'backend.started';
const STOPPED = 'backend.stopped';
const RESTARTED = 'backend.restarted';

export interface Run {
  /** The orderly end; without it the next start knows that this one was cut off. */
  end(): void;
}

export interface RunOptions {
  readonly commands: Commands;
  readonly read: Reader;
  readonly source: DataSource;
}

/** Notes the start in the journal, and tells the operator when the run before ended without saying goodbye. */
export function beginRun({ commands, read, source }: RunOptions): Run {
  const last = read.get(
    read.db.selectFrom('facts').select('kind').where('kind', 'in', [STARTED, STOPPED]).orderBy('sequence', 'desc').limit(1),
  );
  const simulated = !isLiveSource(source);
  commands.run({ actor: 'system:backend', action: 'backend.start', input: { source } }, (tx) => {
    if (last?.kind === STARTED) tx.fact(RESTARTED, source, { notify: true, simulated, values: {} });
    tx.fact(STARTED, source);
  });
  return {
    end() {
      commands.run({ actor: 'system:backend', action: 'backend.stop', input: { source } }, (tx) => {
        tx.fact(STOPPED, source);
      });
    },
  };
}
