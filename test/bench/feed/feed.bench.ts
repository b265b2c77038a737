import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { BinanceFeed } from '../../../electron/backend/connectors/binance/feed';
import type { FeedSink } from '../../../electron/backend/connectors/feed';
import { systemClock } from '../../../electron/backend/kit/clock';
import type { BenchRow } from '../bench';

const SYMBOLS = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'BNBUSDT', 'XRPUSDT', 'ADAUSDT', 'DOGEUSDT', 'LTCUSDT'];
const FRAMES = 400_000;
const ROUNDS = 12;
const PACED = { perSecond: 5_000, seconds: 6 };
const REACH_RATIO = 0.35;
const REACH_CORE = 0.05;

/** Counts what the connector delivers; the sum keeps the values from being optimised away. */
class Counter implements FeedSink {
  delivered = 0;
  refused = 0;
  sum = 0;
  constructor(private readonly wanted: number) {}
  done: () => void = () => undefined;
  readonly all = new Promise<void>((resolve) => {
    this.done = resolve;
  });

  onTrade(_instrument: string, ts: number, price: number, amount: number, tradeId: number): void {
    this.sum += ts + price + amount + tradeId;
    this.#count();
  }

  onQuote(_instrument: string, ts: number, bid: number, ask: number): void {
    this.sum += ts + bid + ask;
    this.#count();
  }

  onKline(_instrument: string, ts: number, open: number): void {
    this.sum += ts + open;
    this.#count();
  }

  onTicker(): void {
    this.#count();
  }

  onRefused(): void {
    this.refused += 1;
    this.#count();
  }

  onState(): void {}
  onGapSuspected(): void {}

  #count(): void {
    this.delivered += 1;
    if (this.delivered === this.wanted) this.done();
  }
}

async function heard(sender: ChildProcess, word: string): Promise<void> {
  for (;;) if ((await once(sender, 'message'))[0] === word) return;
}

async function startSender(): Promise<{ sender: ChildProcess; url: string }> {
  const sender = fork(join(import.meta.dirname, 'sender.child.ts'), [String(FRAMES)], { execArgv: [] });
  const [port] = (await once(sender, 'message')) as [number];
  return { sender, url: `ws://127.0.0.1:${port}` };
}

/** Frames a second when they are only counted. */
async function countFrames(sender: ChildProcess, url: string): Promise<number> {
  const connected = heard(sender, 'connected');
  const socket = new WebSocket(`${url}/stream`, { perMessageDeflate: false, skipUTF8Validation: true });
  await connected;
  let count = 0;
  const all = new Promise<void>((resolve) => {
    socket.on('message', () => {
      count += 1;
      if (count === FRAMES) resolve();
    });
  });
  const seconds = await timed(sender, all);
  socket.terminate();
  return FRAMES / seconds;
}

function feedOf(url: string, sink: FeedSink): BinanceFeed {
  const instruments = SYMBOLS.map((symbol) => ({ id: symbol, symbol }));
  // No REST is asked here: a closed port stands for it.
  return new BinanceFeed({ wsUrl: url, restUrl: 'http://127.0.0.1:9', instruments, sink, clock: systemClock() });
}

/** Frames a second through the connector: scanned, checked, deduplicated, delivered. */
async function ingestFrames(sender: ChildProcess, url: string): Promise<number> {
  const connected = heard(sender, 'connected');
  const counter = new Counter(FRAMES);
  const feed = feedOf(url, counter);
  feed.start();
  await connected;
  const seconds = await timed(sender, counter.all);
  await feed.stop();
  if (counter.refused > 0) throw new Error(`${counter.refused} frames were refused`);
  return FRAMES / seconds;
}

async function timed(sender: ChildProcess, all: Promise<void>): Promise<number> {
  const started = performance.now();
  sender.send({ kind: 'blast' });
  await all;
  return (performance.now() - started) / 1000;
}

/** Share of one core that the connector takes at a steady rate. */
async function coreShare(sender: ChildProcess, url: string): Promise<number> {
  const connected = heard(sender, 'connected');
  const counter = new Counter(PACED.perSecond * PACED.seconds);
  const feed = feedOf(url, counter);
  feed.start();
  await connected;
  const before = process.cpuUsage();
  const started = performance.now();
  sender.send({ kind: 'pace', ...PACED });
  await counter.all;
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1000 / (performance.now() - started);
  await feed.stop();
  return share;
}

/** Feed ingest against the WebSocket library merely counting, and its cost at a busy but usual rate. */
export async function bench(): Promise<BenchRow[]> {
  const { sender, url } = await startSender();
  const counted: number[] = [];
  const ingested: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    counted.push(await countFrames(sender, url));
    ingested.push(await ingestFrames(sender, url));
  }
  const share = await coreShare(sender, url);
  sender.kill();
  // Whatever else the machine does only slows a round down: the fastest of each is the least disturbed.
  const [bare, whole] = [Math.max(...counted), Math.max(...ingested)];
  const ratio = whole / bare;
  return [
    {
      name: 'feed ingest: ws + parse + normalise',
      value: whole,
      unit: 'messages/s',
      ratioTo: `ws merely counting (${Math.round(bare).toLocaleString('en')}/s)`,
      ratio,
      reach: '≥ 0.35×',
      reached: ratio >= REACH_RATIO,
    },
    {
      name: 'feed ingest at 5,000 messages/s',
      value: Math.round(share * 1000) / 10,
      unit: '% of a core',
      reach: '≤ 5 %',
      reached: share <= REACH_CORE,
    },
  ];
}
