import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { type AnyRouter, os } from '@orpc/server';
import { WebSocket, WebSocketServer } from 'ws';
import { openBackend } from '../../../electron/backend/compose';
import { toColumns } from '../../../electron/backend/features/market/minute';
import { createPeerFactory, type Received } from '../../../electron/backend/hosts/peer';
import { systemClock } from '../../../electron/backend/kit/clock';
import { createLog } from '../../../electron/backend/kit/log';
import { openStore } from '../../../electron/backend/store/open';
import type { Store } from '../../../electron/backend/store/store';
import { decodeColumns, encodeColumns, toBlob } from '../../../shared/base/columns';
import { CANDLE_COLUMNS } from '../../../shared/features/market/candle';
import { OWNER } from '../../builders/actor';
import { signOwnerIn } from '../../builders/operators';
import { type BenchRow, median } from '../bench';
import { startIdleProcess } from '../idleProcess';

const CANDLES = 100_000;
const RUNS = 7;
const MINUTE = 60_000;
const MEASURED_MS = 75_000;
const log = createLog({ level: 'silent' });

/** What a person waits for: candles in a chart, the first figure after the start, a loop that is never held. */
export async function bench(): Promise<readonly BenchRow[]> {
  return [...(await candlesOverTheWire()), await startToFirstData(), await loopDelay()];
}

async function candlesOverTheWire(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-bench-'));
  const store = await openStore({ dataDir: folder, clock: systemClock(), log });
  try {
    fill(store);
    const rows: BenchRow[] = [];
    for (const [name, open] of [
      ['MessagePort', openPort],
      ['WebSocket', openSocket],
    ] as const) {
      const { client, close } = await open(twoWays(store));
      const packed = await timed(async () =>
        lastOf(decodeColumns(CANDLE_COLUMNS, await (await client.pack()).arrayBuffer()).close),
      );
      const byRows = await timed(async () => lastOf(columnsOf(await client.rows()).close));
      await close();
      rows.push({
        name: `100k candles, store → array over ${name}`,
        value: packed,
        unit: 'ms',
        ratioTo: `the rows path (${byRows.toFixed(1)} ms)`,
        ratio: byRows / packed,
        reach: '≥ 2× the rows path',
        reached: byRows / packed >= 2,
      });
    }
    return rows;
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function fill(store: Store): void {
  const start = Date.UTC(2026, 0, 1);
  for (let from = 0; from < CANDLES; from += 10_000) {
    const minutes = Array.from({ length: 10_000 }, (_, index) => {
      const price = 40_000 + Math.sin((from + index) / 500) * 1000;
      const at = {
        ts: start + (from + index) * MINUTE,
        open: price,
        high: price + 5,
        low: price - 5,
        close: price + 1,
        volume: index % 97,
      };
      return { ...at, quality: 0, bid: Number.NaN, ask: Number.NaN };
    });
    store.series.appendCandles('simulation', 'BTCUSDT', '1m', toColumns(minutes));
  }
}

interface TwoWays {
  pack(): Promise<{ arrayBuffer(): Promise<ArrayBuffer> }>;
  rows(): Promise<Row[]>;
}
type Row = Record<(typeof CANDLE_COLUMNS)[number], number>;

/** The same read, sent as the console does and as rows of objects. */
function twoWays({ series }: Store): AnyRouter {
  const read = () => series.readCandles('simulation', 'BTCUSDT', '1m', { limit: CANDLES });
  return {
    pack: os.handler(() => toBlob(encodeColumns(CANDLE_COLUMNS, read()))),
    rows: os.handler(() => {
      const columns = read();
      return Array.from(columns.ts, (_, index) => Object.fromEntries(CANDLE_COLUMNS.map((name) => [name, columns[name][index]])));
    }),
  };
}

/** What a chart needs in the end: columns again. */
function columnsOf(rows: readonly Row[]): Record<(typeof CANDLE_COLUMNS)[number], Float64Array> {
  return Object.fromEntries(CANDLE_COLUMNS.map((name) => [name, Float64Array.from(rows, (row) => row[name])])) as never;
}

function lastOf(column: Float64Array): number {
  if (column.length !== CANDLES) throw new RangeError(`${column.length} candles arrived`);
  return column[CANDLES - 1] ?? 0;
}

async function timed(run: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < RUNS; count += 1) {
    const begun = performance.now();
    await run();
    times.push(performance.now() - begun);
  }
  return median(times);
}

const CALLER = { actor: OWNER, host: 'web', sessionId: null } as const;

async function openPort(router: AnyRouter): Promise<{ client: TwoWays; close: () => Promise<void> }> {
  const { port1, port2 } = new MessageChannel();
  const peer = createPeerFactory(router as never)(CALLER, async (message) => port1.postMessage(message));
  port1.on('message', (data: Received) => void peer.receive(data));
  const client = createORPCClient(new PortLink({ port: port2 })) as unknown as TwoWays;
  return {
    client,
    close: async () => {
      port1.close();
    },
  };
}

async function openSocket(router: AnyRouter): Promise<{ client: TwoWays; close: () => Promise<void> }> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  const connect = createPeerFactory(router as never);
  server.on('connection', (ws) => {
    const peer = connect(CALLER, (message) => new Promise((taken) => ws.send(message, () => taken())));
    ws.on('message', (data, binary) => void peer.receive(binary ? new Uint8Array(data as Buffer) : data.toString()));
  });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`);
  await new Promise((open) => socket.once('open', open));
  const client = createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket })) as unknown as TwoWays;
  return {
    client,
    close: async () => {
      socket.terminate();
      server.close();
      http.closeAllConnections();
      await new Promise((closed) => http.close(closed));
    },
  };
}

/** From the start of the process to the first price in a client's hands, with a data directory that was used before. */
async function startToFirstData(): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-bench-'));
  try {
    const times: number[] = [];
    for (let count = 0; count < 4; count += 1) times.push(await oneStart(folder));
    const warm = median(times.slice(1));
    const reach = '≤ 1.5 s warm';
    const note = `first start, in a directory that holds the owner alone, ${Math.round(times[0] ?? 0)} ms; without the page's own loading`;
    return {
      name: 'web host start (--feed simulation) → first price at a client',
      value: warm,
      unit: 'ms',
      reach,
      reached: warm <= 1500,
      note,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneStart(dataDir: string): Promise<number> {
  const entry = resolve(import.meta.dirname, '../../../dist/backend/web.js');
  const secret = await signOwnerIn(dataDir);
  const begun = performance.now();
  const child = spawn(process.execPath, [entry, '--feed', 'simulation', '--no-open', '--port', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  try {
    const line = await new Promise<string>((told, failed) => {
      createInterface({ input: child.stdout }).once('line', told);
      child.once('exit', () => failed(new Error('the web host ended')));
    });
    const [, origin = ''] = /(http:\/\/[^/]+)\/#token=/.exec(line) ?? [];
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['sirrius', `session.${secret}`], { origin });
    await new Promise((open) => socket.once('open', open));
    const client = createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket })) as unknown as {
      market: { quotes(input: object): Promise<AsyncIterable<{ quotes: { price: number | null }[] }>> };
    };
    for await (const { quotes } of await client.market.quotes({ instruments: ['BTCUSDT'], hz: 60 })) {
      if (quotes.some(({ price }) => price !== null)) break;
    }
    const took = performance.now() - begun;
    socket.terminate();
    return took;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** The longest hold of the backend's loop while a thousand trades a second come in and a chart and a watch list are told at 60 Hz. */
async function loopDelay(): Promise<BenchRow> {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-bench-'));
  const instruments = 24;
  const backend = await openBackend({
    dataDir: folder,
    feed: { kind: 'simulation' },
    host: 'web',
    version: 'bench',
    clock: systemClock(),
    log,
    env: {},
    tradesPerSecond: 1000 / instruments,
    historyMinutes: 60,
  });
  try {
    await backend.start();
    const watched = backend.market.core.options.instruments.map(({ id }) => id);
    let told = 0;
    const stop = backend.market.core.quoteNews.listen(() => {
      told += 1;
    });
    await pause(5_000);
    const beside = startIdleProcess();
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    const before = told;
    await pause(MEASURED_MS);
    histogram.disable();
    stop();
    const perSecond = Math.round(((told - before) * 1000) / MEASURED_MS);
    const max = histogram.max / 1e6 - 1;
    const idle = await beside.stop();
    // Where the machine holds even a process without work for longer, nothing can be said of ours.
    const reached = max <= 20 ? true : idle > 20 ? null : false;
    const note = `${watched.length} instruments, ${perSecond} quote changes a second, simulator in the same process, over ${MEASURED_MS / 1000} s with a minute's close; p99.9 ${(histogram.percentile(99.9) / 1e6 - 1).toFixed(1)} ms; a process beside it that did nothing was held ${idle.toFixed(1)} ms`;
    return {
      name: 'backend loop delay at 1,000 ticks/s',
      value: max,
      unit: 'ms max',
      reach: 'never held > 20 ms',
      reached,
      note,
    };
  } finally {
    await backend.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
