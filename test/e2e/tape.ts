import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { walkingBars } from '../builders/bars';
import { csvOf } from '../builders/candles';
import { connectClient } from '../builders/console';
import { type RunningConsole, startConsole } from './console';

const TAPE_START = Date.UTC(2026, 0, 5);
/** With this seed candidates come several an hour once the indicators are warm. */
const SEED = 2;
/** How long before the signal that is waited for the fast part ends; it overshoots by some minutes of the tape. */
const LEAD_MS = 8 * 60_000;
const MINUTES_A_SECOND_AT_FULL_SPEED = 1000 / 60;
const LOOK_EVERY_MS = 250;
/** What a start and a slow machine may add to the playing time. */
const WARM_MARGIN_MS = 45_000;

/** Two days of a reproducible walk as a candle file. */
export function writeTape(folder: string): string {
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

/** When the n-th signal of the tape is due, from 0: asked of the terminal, which runs the same engine. */
function signalAt(file: string, index: number): number {
  const words = ['dist/backend/cli.js', 'replay', '--candles', file, '--instrument', 'BTCUSDT', '--timeframe', '1m', '--json'];
  const lines = execFileSync(process.execPath, words, { encoding: 'utf8' }).trim().split('\n');
  const signals = lines.map((line) => JSON.parse(line) as { type: string; at: number }).filter(({ type }) => type === 'signal');
  const signal = signals[index];
  if (signal === undefined) throw new Error(`the tape has ${signals.length} signals, not ${index + 1}`);
  return signal.at;
}

/**
 * A console that has played the tape up to shortly before its n-th signal, evaluates one-minute bars, and now goes on at
 * ×20: a signal arrives within half a minute and stays open for up to two, long enough to decide on it.
 */
export async function startBeforeSignal(folder: string, index: number): Promise<RunningConsole> {
  const dataDir = join(folder, 'data');
  const file = writeTape(folder);
  const warmAt = signalAt(file, index) - LEAD_MS;
  const playingMs = ((warmAt - TAPE_START) / 60_000 / MINUTES_A_SECOND_AT_FULL_SPEED) * 1000;
  const feed = ['--feed', file, '--instrument', 'BTCUSDT', '--speed'];
  const first = await startConsole({ dataDir, args: ['--feed', 'simulation'] });
  await withClient(first, (client) => client.settings.set({ signalTimeframes: ['1m'] }));
  await first.stop();
  const warming = await startConsole({ dataDir, args: [...feed, '1000'] });
  await withClient(warming, async (client) => {
    const limit = Date.now() + playingMs + WARM_MARGIN_MS;
    while (Date.now() < limit) {
      const { quotes } = await firstQuotes(client);
      if ((quotes[0]?.at ?? 0) >= warmAt) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    throw new Error(`the tape did not reach its signal ${index}\n${warming.stderr()}`);
  });
  await warming.stop();
  return startConsole({ dataDir, args: [...feed, '20'] });
}

type Client = Awaited<ReturnType<typeof connectClient>>['client'];

async function withClient<T>(running: RunningConsole, work: (client: Client) => Promise<T>): Promise<T> {
  const { client, socket } = await connectClient(new URL(running.url).origin, running.secret);
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
