import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../electron/backend/kit/clock';
import { monitorLoopDelay } from '../../electron/backend/kit/loopDelay';
import { MINUTE } from '../../shared/base/time';
import { type RunningConsole, startConsole, temporaryFolder } from '../builders/console';

const MOST = 20;
/** Turns of the start that may be longer: what each desk does for the first time runs before the compiler has seen it. */
const FIRST_TIMES = 6;
const HISTORY_MINUTES = 3_000;

const folder = temporaryFolder();
let running: RunningConsole | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
  folder.remove();
});

/** Runs turn by turn until `done`; the processor time of each turn, ms: what the machine does meanwhile does not count. */
async function turnsUntil(done: () => boolean): Promise<number[]> {
  const turns: number[] = [];
  let before = process.threadCpuUsage();
  while (!done()) {
    await new Promise((next) => setImmediate(next));
    const now = process.threadCpuUsage();
    turns.push((now.user + now.system - before.user - before.system) / 1000);
    before = now;
  }
  return turns;
}

it('no kind of work holds the backend for more than 20 ms while history is fetched, stored and evaluated for every instrument', async () => {
  running = await startConsole({ dataDir: folder.path, historyMinutes: HISTORY_MINUTES });
  const { core } = running.backend.market;
  const always = core.options.instruments.filter(({ session }) => session === 'always');
  const now = Date.now();
  const fetched = (id: string) => (core.options.series.lastTs('simulation', id, '1m') ?? 0) >= now - 3 * MINUTE;
  const loop = monitorLoopDelay(systemClock());
  loop.begin();
  const turns = await turnsUntil(() => always.every(({ id }) => fetched(id)));
  const usual = loop.read().p50;
  loop.stop();
  const stored = core.options.series.readCandles('simulation', 'BTCUSDT', '1m', {}).ts.length;
  expect(stored, 'the whole history is there').toBeGreaterThan(HISTORY_MINUTES - 5);
  // Each kind of work comes dozens of times here: one that is too long by itself would hold as many turns.
  const held = turns.filter((ms) => ms > MOST);
  expect(held.length, `held ${held.map((ms) => ms.toFixed(0)).join()} ms in ${turns.length} turns`).toBeLessThanOrEqual(
    FIRST_TIMES,
  );
  expect(usual, 'half of the time nobody waits for the loop at all').toBeLessThan(MOST);
}, 60_000);
