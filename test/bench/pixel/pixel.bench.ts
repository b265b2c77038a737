import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { Browser, Page } from 'playwright-core';
import { WebSocket } from 'ws';
import { signOwnerIn } from '../../builders/operators';
import { chromiumPath, launch, openPage } from '../../e2e/browser';
import { type RunningConsole, startConsole } from '../../e2e/console';
import { type BenchRow, median } from '../bench';
import { startIdleProcess } from '../idleProcess';
import { firstPrice, type Watched, watchPrices } from './drawn';
import { numberOf, type PacedVenue, startPacedVenue } from './venue';

const PER_SECOND = 1_000;
const WARM_UP_MS = 4_000;
const WATCHED_MS = 10_000;
const STARTS = 4;

/** What a person sees: a real Chromium, the built web host in its own process, a venue on loopback in this one. */
export async function bench(): Promise<readonly BenchRow[]> {
  if (chromiumPath === null) return [notMeasured('tick → pixel'), notMeasured('web host start → first price drawn')];
  const browser = await launch();
  try {
    return [...(await tickToPixel(browser)), ...(await startToPixel(browser))];
  } finally {
    await browser.close();
  }
}

/** The console opens on what falls due; prices stand on the market's screen. */
function marketOf({ url }: RunningConsole): string {
  const market = new URL(url);
  market.pathname = '/market';
  return market.href;
}

function notMeasured(name: string): BenchRow {
  return { name, value: 0, unit: '', reach: 'a Chromium', reached: null, note: 'no Chromium was found' };
}

async function tickToPixel(browser: Browser): Promise<BenchRow[]> {
  const venue = await startPacedVenue(PER_SECOND);
  const dataDir = mkdtempSync(join(tmpdir(), 'sirrius-bench-'));
  const env = { SIRRIUS_BINANCE_WS_URL: venue.wsUrl, SIRRIUS_BINANCE_REST_URL: venue.restUrl };
  const running = await startConsole({ dataDir, args: ['--feed', 'live'], env });
  const beside = startIdleProcess();
  try {
    const { page, context } = await openPage(browser, marketOf(running));
    await firstPrice(page);
    await pause(WARM_UP_MS);
    const watched = await watchPrices(page, WATCHED_MS);
    const loop = await loopOf(running, page);
    const idle = await beside.stop();
    await context.close();
    return [latencyRow(watched, venue), frameRow(watched), loopRow(loop, idle)];
  } finally {
    await beside.stop();
    await running.stop();
    await venue.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function latencyRow({ drawn }: Watched, { sentAt }: PacedVenue): BenchRow {
  const shown = drawn.flatMap(({ price, at }) => {
    const sent = sentAt[numberOf(price)];
    return sent === undefined ? [] : [at - sent];
  });
  const each = untilShown(drawn, sentAt);
  const p95 = quantile(shown, 0.95);
  return {
    name: `tick → pixel at ${PER_SECOND} ticks/s, p95`,
    value: p95,
    unit: 'ms',
    reach: 'p95 ≤ 50 ms',
    reached: p95 <= 50,
    note: `p50 ${quantile(shown, 0.5).toFixed(1)} ms over ${shown.length} prices drawn; every trade sent, until it or a later one of its instrument is drawn: p50 ${quantile(each, 0.5).toFixed(1)}, p95 ${quantile(each, 0.95).toFixed(1)} ms over ${each.length}`,
  };
}

/** For every trade: the time until a frame shows it, or one of the same instrument that came after it. */
function untilShown(drawn: Watched['drawn'], sentAt: readonly number[]): number[] {
  const reached = new Map<string, number>();
  const times: number[] = [];
  const instruments = new Set(drawn.map(({ instrument }) => instrument)).size;
  for (const { instrument, price, at } of drawn) {
    const number = numberOf(price);
    const before = reached.get(instrument);
    reached.set(instrument, number);
    // Trades go round the instruments, so this one's are that many numbers apart.
    for (let own = (before ?? number) + instruments; own <= number; own += instruments) times.push(at - (sentAt[own] ?? at));
  }
  return times;
}

function frameRow({ framesPerSecond, longestFrame }: Watched): BenchRow {
  return {
    name: 'frames a second meanwhile, over 10 s',
    value: framesPerSecond,
    unit: 'fps',
    reach: '60 fps held',
    reached: framesPerSecond >= 59,
    note: `longest frame ${longestFrame.toFixed(0)} ms; drawn in software, without a GPU`,
  };
}

interface Loop {
  readonly p99: number;
  readonly max: number;
}

function loopRow({ max, p99 }: Loop, idle: number): BenchRow {
  // Where the machine holds even a process without work for longer, nothing can be said of ours.
  const reached = max <= 20 ? true : idle > 20 ? null : false;
  const note = `p99 ${p99} ms, as Santé des flux shows it, since the host began to serve; a process beside it that did nothing was held ${idle.toFixed(1)} ms`;
  return { name: 'backend loop delay meanwhile', value: max, unit: 'ms max', reach: 'never held > 20 ms', reached, note };
}

/** Asks the backend itself, with the page's own session. */
async function loopOf(running: RunningConsole, page: Page): Promise<Loop> {
  const secret = await page.evaluate(() => sessionStorage.getItem('sirrius.session'));
  const { origin, host } = new URL(running.url);
  const socket = new WebSocket(`ws://${host}/rpc`, ['sirrius', `session.${secret}`], { origin });
  await new Promise((open) => socket.once('open', open));
  const client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })) as unknown as {
    monitoring: { health(): Promise<{ loop: Loop }> };
  };
  const { loop } = await client.monitoring.health();
  socket.terminate();
  return loop;
}

/** From the start of the process to the first price that a frame shows, with a used data directory and a browser that is open. */
async function startToPixel(browser: Browser): Promise<BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sirrius-bench-'));
  const times: number[] = [];
  let scripts = 0;
  let port = 0;
  try {
    for (let count = 0; count < STARTS; count += 1) {
      const secret = await signOwnerIn(dataDir);
      const begun = performance.timeOrigin + performance.now();
      const running = await startConsole({ dataDir, secret, port, args: ['--feed', 'simulation'] });
      port = running.port;
      const { page, context } = await openPage(browser, marketOf(running));
      const drawn = await firstPrice(page);
      times.push(drawn - begun);
      if (count === 0) scripts = await gzippedScripts(page, drawn);
      await context.close();
      await running.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  const warm = median(times.slice(1));
  const note = `in Chromium, an empty page cache each time; the first start, in a directory that holds the owner alone, ${Math.round(times[0] ?? 0)} ms`;
  const name = 'web host start (--feed simulation) → first price drawn';
  const start = { name, value: warm, unit: 'ms', reach: '≤ 1.5 s warm', reached: warm <= 1500, note };
  return [start, scriptRow(scripts)];
}

function scriptRow(bytes: number): BenchRow {
  return {
    name: 'initial JS, gzipped',
    value: bytes / 1000,
    unit: 'kB',
    reach: '≤ 250 kB',
    reached: bytes <= 250_000,
    note: 'every script the page had asked for when the first price was drawn; the chart comes after it',
  };
}

async function gzippedScripts(page: Page, until: number): Promise<number> {
  const urls = await page.evaluate(
    (drawn) =>
      performance
        .getEntriesByType('resource')
        .filter(({ name, startTime }) => name.endsWith('.js') && performance.timeOrigin + startTime < drawn)
        .map(({ name }) => name),
    until,
  );
  const bodies = await Promise.all([...new Set(urls)].map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())));
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
}

function quantile(values: readonly number[], share: number): number {
  const found = values.toSorted((a, b) => a - b)[Math.floor(values.length * share)];
  if (found === undefined) throw new RangeError('no price was drawn');
  return found;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
