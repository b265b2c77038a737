import { MINUTE } from '../../../../shared/base/time';
import { DRIFT, type Drift, type DriftFigure, measureDrift, pastThreshold } from '../../../../shared/features/models/drift';
import { isDue } from '../../../../shared/features/models/states';
import type { Clock, Timer } from '../../kit/clock';
import type { Log } from '../../kit/log';
import type { Commands, Facts, Reader } from '../../store/types';
import { decide, MODEL_PEOPLE, nameOf, stateOf } from './registry';
import type { Scorers } from './scorers';
import { candidateSince, latestClosed, latestScores, type Standing, workingModels } from './store';

export interface WatchOptions {
  readonly source: string;
  readonly simulated: boolean;
  readonly read: Reader;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly log: Log;
  readonly scorers: Scorers;
  /** Confidence above which a signal may be published. */
  readonly gate: number;
}

const ACTOR = 'system:models';
const LOOK_EVERY = MINUTE;
/** Signals that come together are judged together. */
const AFTER_NEWS = 1_000;
const NEWS: ReadonlySet<string> = new Set(['signal.validated', 'signal.quarantined', 'signal.outcome']);

export interface ModelWatch {
  start(): void;
  stop(): void;
  drift(model: Standing): Drift;
}

/** Puts models out of force whose time is over or that no longer fit the market: each once, as their state tells. */
export function createModelWatch(options: WatchOptions): ModelWatch {
  const { source, read, commands, facts, clock, log } = options;
  let timer: Timer | null = null;
  let soon: Timer | null = null;
  let deaf: (() => void) | null = null;
  const telling = { simulated: options.simulated };

  const drift = (model: Standing): Drift => {
    const since = candidateSince(read, model.id);
    return measureDrift({
      card: options.scorers.card(model.id),
      features: options.scorers.artifact(model.id).features,
      scored: latestScores(read, model.id, since, DRIFT.window),
      closed: latestClosed(read, model.id, since, DRIFT.closedWindow),
      gate: options.gate,
    });
  };
  const expire = (model: Standing) =>
    commands.run({ actor: ACTOR, action: 'models.expire', input: { id: model.id }, subject: model.id }, (tx) => {
      // Decided upon by somebody since it was read.
      if (stateOf(tx, model.id) !== model.state) return;
      decide(tx, source, { id: model.id, act: 'expire', reason: null }, telling);
    });
  const quarantine = (model: Standing, past: DriftFigure) => {
    const values = valuesOf(past);
    const input = { id: model.id, ...values };
    commands.run({ actor: ACTOR, action: 'models.quarantine', input, subject: model.id }, (tx) => {
      if (stateOf(tx, model.id) !== model.state) return;
      decide(tx, source, { id: model.id, act: 'quarantine', reason: null, values }, telling);
      const told = { name: nameOf(model.id), ...values };
      tx.fact('quality.anomaly', model.id, { notify: true, ...telling, values: told, roles: [...MODEL_PEOPLE] });
    });
  };
  const look = () => {
    const now = clock.now();
    for (const model of workingModels(read, source)) {
      if (isDue(model.expiresAt, now)) {
        expire(model);
        continue;
      }
      const past = pastThreshold(drift(model));
      if (past !== null) quarantine(model, past);
    }
  };
  const guarded = () => {
    try {
      look();
    } catch (error) {
      log.error('the watch over models stumbled', { error });
    }
  };
  return {
    drift,
    start() {
      guarded();
      timer = clock.setInterval(guarded, LOOK_EVERY);
      deaf = facts.subscribe((fact) => {
        if (!NEWS.has(fact.kind)) return;
        soon ??= clock.setTimeout(() => {
          soon = null;
          guarded();
        }, AFTER_NEWS);
      });
    },
    stop() {
      timer?.cancel();
      soon?.cancel();
      deaf?.();
    },
  };
}

function valuesOf({ measure, value, threshold, n }: DriftFigure) {
  const rounded = (figure: number) => Math.round(figure * 1_000) / 1_000;
  return { measure, value: rounded(value ?? 0), threshold: rounded(threshold), n };
}
