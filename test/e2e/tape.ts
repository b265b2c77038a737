import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { walkingBars } from '../builders/bars';
import { csvOf } from '../builders/candles';
import { connectClient, openSession } from '../builders/console';
import { type RunningConsole, startConsole } from './console';

const TAPE_START = Date.UTC(2026, 0, 5);
/** With this seed the first candidates come from minute 805 on, several an hour. */
const SEED = 2;
const WARM_MINUTES = 797;
const LOOK_EVERY_MS = 250;
const WARM_LIMIT_MS = 90_000;

/** Two days of a reproducible walk as a candle file. */
function writeTape(folder: string): string {
  const bars = walkingBars(2880, SEED);
  const rows = Array.from(bars.ts, (ts, i) => ({
    ts: TAPE_START + ts,
    open: bars.open[i] ?? 0,
    high: bars.high[i] ?? 0,
    low: bars.low[i] ?? 0,
    close: bars.close[i] ?? 0,
    volume: bars.volume[i] ?? 0,
  }));
  const file = join(folder, 'tape.csv');
  writeFileSync(file, csvOf(rows));
  return file;
}

/**
 * A console that has played the tape up to shortly before its first signals, evaluates one-minute bars, and now goes on at
 * ×20: a signal arrives within half a minute and stays open for up to two, long enough to decide on it.
 */
export async function startBeforeFirstSignals(folder: string): Promise<RunningConsole> {
  const dataDir = join(folder, 'data');
  const file = writeTape(folder);
  const feed = ['--feed', file, '--instrument', 'BTCUSDT', '--speed'];
  const first = await startConsole({ dataDir, args: ['--feed', 'simulation'] });
  await withClient(first, (client) => client.settings.set({ signalTimeframes: ['1m'] }));
  await first.stop();
  const warming = await startConsole({ dataDir, args: [...feed, '1000'] });
  await withClient(warming, async (client) => {
    const limit = Date.now() + WARM_LIMIT_MS;
    while (Date.now() < limit) {
      const { quotes } = await firstQuotes(client);
      if ((quotes[0]?.at ?? 0) >= TAPE_START + WARM_MINUTES * 60_000) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    throw new Error(`the tape did not reach minute ${WARM_MINUTES}\n${warming.stderr()}`);
  });
  await warming.stop();
  return startConsole({ dataDir, args: [...feed, '20'] });
}

type Client = Awaited<ReturnType<typeof connectClient>>['client'];

async function withClient<T>(running: RunningConsole, work: (client: Client) => Promise<T>): Promise<T> {
  const { origin, hash } = new URL(running.url);
  const secret = await openSession(origin, hash.replace('#token=', ''));
  const { client, socket } = await connectClient(origin, secret);
  try {
    return await work(client);
  } finally {
    socket.close();
  }
}

async function firstQuotes(client: Client) {
  const stream = await client.market.quotes({ instruments: ['BTCUSDT'], hz: 4 });
  for await (const event of stream) return event;
  throw new Error('the quotes ended');
}
