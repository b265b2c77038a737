import type { Handler } from '../../../electron/backend/features/handlers';
import type { BenchRow } from '../bench';
import { type BenchDesk, insertRuns, PROCEDURES, withDesk } from './desk';

const OPEN = 500;
const PAST = 50_000;
const ROUNDS = 60;

/** The procedures desk as an operator feels it: the day's list, a tick in the other window, opening a procedure. */
export async function bench(): Promise<BenchRow[]> {
  return withDesk(async (desk) => {
    insertRuns(desk, OPEN, PAST);
    return [await today(desk), await openProcedure(desk), await tick(desk)];
  });
}

async function today(desk: BenchDesk): Promise<BenchRow> {
  const { read } = desk.store;
  const ask = () => asked(desk.sop.handlers.today)({ scope: 'all', limit: 500 }, desk.call);
  const bare = read.db.selectFrom('sop_runs').selectAll().where('state', 'in', ['open', 'paused']);
  const mine = await p95(ask);
  const plain = await p95(() => read.all(bare));
  const limit = 100;
  return row('Aujourd’hui, 500 open and 50,000 past runs, p95', mine, limit, {
    ratio: plain / mine,
    ratioTo: 'reading the open runs’ rows',
  });
}

async function openProcedure(desk: BenchDesk): Promise<BenchRow> {
  let index = 0;
  const ask = () => {
    index += 1;
    return asked(desk.sop.handlers.procedure)({ id: PROCEDURES[index % PROCEDURES.length] ?? '' }, desk.call);
  };
  return row('Opening a procedure, p95', await p95(ask), 100);
}

/** From the call in one window to the news in the other, the commit on the disk between them. */
async function tick(desk: BenchDesk): Promise<BenchRow> {
  const { sop, store, call } = desk;
  const start = await worked(sop.handlers.start)({ procedure: PROCEDURES[0] ?? '' }, call);
  const { run } = store.commands.run({ actor: 'anna', action: 'sop.start', input: {} }, start);
  const abort = new AbortController();
  const stream = (await asked(sop.handlers.watchRun)({ id: run }, { ...call, signal: abort.signal })) as AsyncGenerator<{
    kind: string;
  }>;
  const iterator = stream[Symbol.asyncIterator]();
  await iterator.next();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 40));
    const began = performance.now();
    const news = iterator.next();
    const work = await worked(sop.handlers.assign)(
      { run, step: 'look', revision: round, operator: round % 2 === 0 ? 'anna' : null },
      call,
    );
    store.commands.run({ actor: 'anna', action: 'sop.assign', input: {} }, work);
    await news;
    times.push(performance.now() - began);
  }
  abort.abort();
  await iterator.return?.(undefined);
  return row('A step’s change in the other window, p95', quantile(times), 30);
}

function row(name: string, value: number, limit: number, more: Partial<BenchRow> = {}): BenchRow {
  return { name, value, unit: 'ms', reach: `≤ ${limit} ms`, reached: value <= limit, ...more };
}

async function p95(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return quantile(times);
}

function quantile(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

function asked<I, O>(handler: Handler<I, O>) {
  if (!('query' in handler)) throw new TypeError('not a query');
  return handler.query;
}

function worked<I, O>(handler: Handler<I, O>) {
  if (!('command' in handler)) throw new TypeError('not a command');
  return handler.command;
}
