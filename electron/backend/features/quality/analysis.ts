import { z } from 'zod';
import { DAY, MINUTE } from '../../../../shared/base/time';
import { type Cause, cause, causesOf } from '../../../../shared/features/quality/causes';
import type { Loser } from '../../../../shared/features/quality/contract';
import type { Clock, Timer } from '../../kit/clock';
import type { Log } from '../../kit/log';
import { nextTurn } from '../../kit/turn';
import type { Commands, Facts, Reader, Tx } from '../../store/types';
import { PUBLISHED } from './closes';
import { type EvidenceOptions, evidenceOf, type LoserSignal } from './evidence';
import { QUALITY_ACTOR } from './store';

export interface AnalysisOptions extends EvidenceOptions {
  readonly read: Reader;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly log: Log;
  readonly marketNow: () => number;
}

/** Losers looked at in one commit, and how far back they are sought. */
const SLICE = 20;
const HORIZON = 90 * DAY;

/** Looks at losers as they come, and once more when their expiry has passed: only then is it known what the market did next. */
export interface Analysis {
  start(): void;
  stop(): Promise<void>;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
}

export function createAnalysis(options: AnalysisOptions): Analysis {
  const { clock, facts, log } = options;
  let timer: Timer | null = null;
  let deaf: (() => void) | null = null;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = true;

  const round = async () => {
    do {
      again = false;
      for (let found = waiting(options); found.length > 0 && !stopped; found = waiting(options)) {
        await analyse(options, found, () => stopped);
        if (found.length < SLICE) break;
      }
    } while (again && !stopped);
  };
  const wake = () => {
    again = true;
    if (stopped || running !== null) return;
    running = nextTurn()
      .then(round)
      .catch((error: unknown) => log.error('losers could not be looked at', { error }))
      .finally(() => {
        running = null;
      });
  };
  return {
    start() {
      stopped = false;
      deaf = facts.subscribe(({ kind }) => {
        if (kind === 'signal.outcome') wake();
      });
      timer = clock.setInterval(wake, MINUTE);
      wake();
    },
    async stop() {
      stopped = true;
      deaf?.();
      timer?.cancel();
      await running;
    },
    async settled() {
      while (running !== null) await running;
    },
  };
}

const losing = ({ read, source }: Pick<AnalysisOptions, 'read' | 'source'>) =>
  read.db
    .selectFrom('signals')
    .leftJoin('quality_losers', 'quality_losers.signal_id', 'signals.id')
    .where('outcome_final', '=', 1)
    .where('outcome_result', '=', 'SL')
    .where('source', '=', source)
    .where('state', 'in', PUBLISHED);

const loserSignal = z
  .object({
    id: z.string(),
    at: z.int(),
    outcome_at: z.int(),
    expires_at: z.int(),
    instrument: z.string(),
    timeframe: z.string(),
    direction: z.string(),
    entry: z.number(),
    sl: z.number(),
    tp1: z.number(),
  })
  .transform(({ outcome_at, expires_at, ...rest }): LoserSignal => ({ ...rest, closedAt: outcome_at, expiresAt: expires_at }));

function waiting(options: AnalysisOptions): LoserSignal[] {
  const now = options.marketNow();
  const query = losing(options)
    .select(['id', 'at', 'outcome_at', 'expires_at', 'instrument', 'timeframe', 'direction', 'entry', 'sl', 'tp1'])
    .where('outcome_at', '>', now - HORIZON)
    .where((eb) => eb.or([eb('signal_id', 'is', null), eb.and([eb('complete', '=', 0), eb('expires_at', '<=', now)])]))
    .orderBy('outcome_at', 'desc')
    .limit(SLICE);
  return options.read.all(query, loserSignal);
}

async function analyse(options: AnalysisOptions, signals: readonly LoserSignal[], stopped: () => boolean): Promise<void> {
  const found: { readonly signal: LoserSignal; readonly causes: Cause[]; readonly complete: boolean }[] = [];
  for (const signal of signals) {
    if (stopped()) return;
    const complete = signal.expiresAt <= options.marketNow();
    found.push({ signal, causes: causesOf(await evidenceOf(options, signal)), complete });
    await nextTurn();
  }
  const input = { signals: found.map(({ signal }) => signal.id) };
  options.commands.run({ actor: QUALITY_ACTOR, action: 'quality.analyse', input }, (tx) => {
    for (const { signal, causes, complete } of found) save(tx, signal.id, causes, complete);
    tx.fact('quality.analysed', options.source, { losers: found.length });
  });
}

function save(tx: Tx, id: string, causes: readonly Cause[], complete: boolean): void {
  const row = { causes_json: JSON.stringify(causes), complete: complete ? 1 : 0, analysed_at: tx.at };
  tx.run(
    tx.db
      .insertInto('quality_losers')
      .values({ signal_id: id, ...row })
      .onConflict((conflict) => conflict.column('signal_id').doUpdateSet(row)),
  );
}

const loserRow = z
  .object({
    id: z.string(),
    at: z.int(),
    outcome_at: z.int(),
    instrument: z.string(),
    timeframe: z.string(),
    strategy: z.string(),
    direction: z.enum(['long', 'short']),
    outcome_r: z.number(),
    causes_json: z.string().nullable(),
    complete: z.int().nullable(),
  })
  .transform(
    ({ outcome_at, outcome_r, causes_json, complete, ...rest }): Loser => ({
      ...rest,
      closedAt: outcome_at,
      r: outcome_r,
      causes: causes_json === null ? null : z.array(cause).parse(JSON.parse(causes_json)),
      complete: complete === 1,
    }),
  );

/** Losers that closed in `from < at ≤ to`, newest first. */
export function losersIn(options: Pick<AnalysisOptions, 'read' | 'source'>, from: number, to: number): Loser[] {
  const query = losing(options)
    .select([
      'id',
      'at',
      'outcome_at',
      'instrument',
      'timeframe',
      'strategy',
      'direction',
      'outcome_r',
      'causes_json',
      'complete',
    ])
    .where('outcome_at', '>', from)
    .where('outcome_at', '<=', to)
    .orderBy('outcome_at', 'desc')
    .orderBy('id', 'desc');
  return options.read.all(query, loserRow);
}
