import { expect, it, onTestFinished } from 'vitest';
import { manualClock } from './clock';
import { monitorLoopDelay } from './loopDelay';

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

function hold(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('shows how long the loop was held, and forgets it after a minute', async () => {
  const clock = manualClock(0);
  const monitor = monitorLoopDelay(clock);
  onTestFinished(() => monitor.stop());
  await turn();
  hold(120);
  await turn();
  expect(monitor.read().max, 'what happened before it began does not count').toBe(0);
  monitor.begin();
  await turn();
  hold(120);
  await turn();
  expect(monitor.read().max, 'a hold of 120 ms is seen').toBeGreaterThan(80);
  clock.advance(30_000);
  expect(monitor.read().max, 'still seen after half a minute').toBeGreaterThan(80);
  clock.advance(30_000);
  await turn();
  expect(monitor.read().max, 'forgotten after a minute').toBeLessThan(80);
});
