import { openBackend } from '../../electron/backend/compose';
import { manualClock } from '../../electron/backend/kit/clock';
import { createLog } from '../../electron/backend/kit/log';
import type { Store } from '../../electron/backend/store/store';
import type { Strategy } from '../../shared/features/signals/strategies/strategy';

export interface PlayOptions {
  readonly dataDir: string;
  readonly file: string;
  readonly instrument: string;
  readonly strategies?: readonly Strategy[];
  /** Called after every commit, of either database. */
  readonly committed?: () => void;
  /** What to look at before everything is closed. */
  readonly look?: (store: Store) => void;
}

/** Machine time at every start: decisions must not depend on it. */
const START = Date.UTC(2026, 5, 1);

/** Runs the whole backend on a file until the file has been played, on a clock of its own. */
export async function playTape(options: PlayOptions): Promise<void> {
  const clock = manualClock(START);
  const { dataDir, file, instrument, strategies, committed } = options;
  let played = false;
  const log = createLog({
    level: 'info',
    sink: {
      write: (line) => {
        if (line.includes('the file has been played')) played = true;
        if (line.includes('"level":50')) throw new Error(line);
      },
    },
  });
  const backend = await openBackend({
    dataDir,
    feed: { kind: 'file', path: file, instrument, speed: 1000 },
    host: 'web',
    version: '0.0.0-test',
    clock,
    log,
    env: {},
    ...(strategies === undefined ? {} : { strategies }),
    ...(committed === undefined ? {} : { wrapStore: (store) => told(store, committed) }),
  });
  await backend.start();
  // A file that had been played before has nothing more to tell.
  for (let step = 0; !played && step < 40_000; step += 1) await clock.advanceAsync(20);
  await clock.advanceAsync(1000);
  options.look?.(backend.store);
  await backend.stop();
}

/** The store, telling of each commit once it is there. */
function told(store: Store, committed: () => void): Store {
  const { commands, series } = store;
  return {
    ...store,
    commands: {
      run: (request, work) => after(commands.run(request, work), committed),
      refused: (request, code) => after(commands.refused(request, code), committed),
      fault: (request, error) => after(commands.fault(request, error), committed),
      audited: (listener) => commands.audited(listener),
    },
    series: overridden(series, {
      appendCandles: (...candles) => after(series.appendCandles(...candles), committed),
    }),
  };
}

function after<T>(result: T, committed: () => void): T {
  committed();
  return result;
}

/** An object that answers like `target`, but for some methods. */
function overridden<T extends object>(target: T, methods: Partial<T>): T {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(Object.hasOwn(methods, name) ? methods : target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
