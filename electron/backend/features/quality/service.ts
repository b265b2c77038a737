import { DAY } from '../../../../shared/base/time';
import type { Loser, qualityContract } from '../../../../shared/features/quality/contract';
import { EVERYTHING } from '../../../../shared/features/quality/figures';
import { type AnalysedLoser, patternsOf } from '../../../../shared/features/quality/patterns';
import type { Hold } from '../../../../shared/features/signals/signal';
import { conflate, flatten } from '../../kit/conflate';
import type { Ids } from '../../kit/ids';
import { Refusal } from '../../store/refusal';
import type { Reactions } from '../../store/types';
import type { Handlers } from '../handlers';
import { type Analysis, type AnalysisOptions, createAnalysis, losersIn } from './analysis';
import { readCloses } from './closes';
import { createLocks, holdOf, type Locks } from './locks';
import { overviewOf } from './overview';
import { activeLocks, countAlerts, dbOf, listAlerts, pastLocks } from './store';
import { registerThresholds } from './watch';

export interface QualityOptions extends AnalysisOptions {
  readonly reactions: Reactions;
  readonly ids: Ids;
}

export interface QualityService {
  readonly handlers: Handlers<typeof qualityContract>;
  readonly locks: Locks;
  readonly analysis: Analysis;
  /** Why a validated signal of this instrument is kept back; null where it is published. */
  hold(instrument: string): Hold | null;
  start(): void;
  stop(): Promise<void>;
}

/** Everything of this desk is told by facts of these names. */
const NEWS = 'quality.';
const PAST_LOCKS = 50;

/** The quality desk: rates and thresholds of published signals, why losers lost, and what keeps signals back. */
export function createQuality(options: QualityOptions): QualityService {
  const { source, read, facts, clock, marketNow } = options;
  const simulated = source !== 'binance' && source !== 'kraken';
  const locks = createLocks({ ...options, simulated });
  registerThresholds({ ...options, simulated, locks });
  const analysis = createAnalysis(options);
  const span = (days: number) => ({ from: marketNow() - days * DAY, to: marketNow() });
  return {
    locks,
    analysis,
    hold: (instrument) => holdOf(locks.of(instrument)),
    start() {
      locks.start();
      analysis.start();
    },
    async stop() {
      locks.stop();
      await analysis.stop();
    },
    handlers: {
      overview: { query: () => overviewOf({ source, read, locks, marketNow }) },
      changes: {
        query: (_, { signal }) =>
          flatten(
            conflate<{ sequence: number }>({
              clock,
              hz: 2,
              signal,
              source: (offer) =>
                facts.subscribe(({ kind, sequence }) => {
                  if (kind === 'signal.outcome' || kind.startsWith(NEWS)) offer('changes', { sequence });
                }),
            }),
          ),
      },
      losers: {
        query: ({ days, cause, limit }) => {
          const { from, to } = span(days);
          const all = losersIn(options, from, to);
          const rows = all.filter((one) => cause === null || hasCause(one, cause));
          return { rows: rows.slice(0, limit), total: rows.length, waiting: all.filter(({ causes }) => causes === null).length };
        },
      },
      patterns: { query: ({ days }) => patternsIn(options, days) },
      alerts: { query: ({ limit }) => ({ rows: listAlerts(read, source, limit), total: countAlerts(read, source) }) },
      locks: { query: () => ({ active: locks.active(), past: pastLocks(read, source, PAST_LOCKS) }) },
      pause: {
        command: ({ scope, reason, days }) => {
          return (tx) => {
            tx.subject(scope);
            const known = scope === EVERYTHING || options.instruments.some(({ id }) => id === scope);
            if (!known) throw new Refusal('UNKNOWN_INSTRUMENT');
            const active = activeLocks(tx, dbOf(tx), source, tx.at);
            if (active.some((one) => one.scope === scope)) throw new Refusal('ALREADY_PAUSED');
            return locks.add(tx, { scope, kind: 'manual', owner: tx.actor, reason, days });
          };
        },
      },
      lift: {
        command: ({ id, reason }) => {
          return (tx) => {
            tx.subject(id);
            return locks.lift(tx, id, tx.actor, reason);
          };
        },
      },
    },
  };
}

function hasCause({ causes }: Loser, wanted: string): boolean {
  if (causes === null) return false;
  return wanted === 'unknown' ? causes.length === 0 : causes.some(({ cause }) => cause === wanted);
}

/** Patterns among the losers that were looked at, against all that closed in the same days. */
export async function patternsIn(options: Pick<QualityOptions, 'read' | 'source' | 'marketNow'>, days: number) {
  const to = options.marketNow();
  const from = to - days * DAY;
  const causes = new Map(losersIn(options, from, to).map((one) => [one.id, one.causes]));
  const closes = await readCloses(options.read, options.source, from, to);
  const losers = closes.flatMap((close): AnalysedLoser[] => {
    const found = causes.get(close.id);
    return found == null ? [] : [{ ...close, causes: found.map(({ cause }) => cause) }];
  });
  return { rows: patternsOf(losers, closes).map((one) => ({ ...one, ids: [...one.ids] })), losers: losers.length };
}
