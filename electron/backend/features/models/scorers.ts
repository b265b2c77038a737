import type { ModelArtifact } from '../../../../shared/features/models/artifact';
import type { ModelCard } from '../../../../shared/features/models/card';
import { isDue } from '../../../../shared/features/models/states';
import type { ModelScore } from '../../../../shared/features/signals/signal';
import type { Candidate, CandidateScorer, EngineSignal } from '../../engine/port';
import type { Clock } from '../../kit/clock';
import type { Log } from '../../kit/log';
import type { Reader, Tx } from '../../store/types';
import type { ScorerOf } from './ports';
import { insertScore, modelById, readArtifact, readCard, type Standing, workingModels } from './store';

export interface ScorersOptions {
  readonly source: string;
  readonly read: Reader;
  readonly clock: Clock;
  readonly log: Log;
  readonly scorerOf: ScorerOf;
}

/** A model at work: everything about it that never changes, read once. */
interface Working {
  readonly standing: Standing;
  readonly artifact: ModelArtifact;
  readonly scorer: CandidateScorer;
}

export interface Scorers {
  /** What gives candidates their confidence now; null where no model is in force, at once when one no longer is. */
  current(): CandidateScorer | null;
  /** The model of this id, whatever became of it since; null where it is unknown: what it once said is computed again. */
  byId(id: string): CandidateScorer | null;
  /** Within the command that records a signal: keeps what each model said of it. Publishes nothing. */
  scored(tx: Tx, signal: EngineSignal): void;
  /** A decision about models was committed. */
  changed(): void;
  card(id: string): ModelCard;
  artifact(id: string): ModelArtifact;
}

/** Models of this source that score: the one in force, and those in shadow. */
export function createScorers(options: ScorersOptions): Scorers {
  const { read, source, clock, log } = options;
  const cards = new Map<string, ModelCard>();
  const artifacts = new Map<string, ModelArtifact>();
  const scorers = new Map<string, CandidateScorer>();
  let working: readonly Working[] | null = null;

  const open = (standing: Standing): Working[] => {
    try {
      const artifact = kept(artifacts, standing.id, () => readArtifact(read, standing.id));
      return [{ standing, artifact, scorer: kept(scorers, standing.id, () => options.scorerOf(artifact)) }];
    } catch (error) {
      // Made for another console: it scores nothing here, and the measured rate stands in.
      log.error('a model cannot be asked', { model: standing.id, error });
      return [];
    }
  };
  const all = () => {
    working ??= workingModels(read, source).flatMap(open);
    const now = clock.now();
    return working.filter(({ standing }) => !isDue(standing.expiresAt, now));
  };
  const ask = (one: Working, candidate: Candidate): ModelScore | null =>
    knows(one.artifact, candidate) ? one.scorer.score(candidate) : null;
  return {
    current() {
      const active = all().find(({ standing }) => standing.state === 'active');
      return active === undefined ? null : { score: (candidate) => ask(active, candidate) };
    },
    byId(id) {
      if (modelById(read, read.db, id) === undefined) return null;
      const artifact = kept(artifacts, id, () => readArtifact(read, id));
      return kept(scorers, id, () => options.scorerOf(artifact));
    },
    scored(tx, { decision, inputs, features }) {
      const { id, instrument, timeframe, strategy, direction, at } = decision;
      if (inputs.model !== null) {
        const { model, probability } = inputs.model;
        insertScore(tx, { signal: id, model, role: 'active', probability, features });
      }
      for (const one of all()) {
        if (one.standing.state !== 'shadow') continue;
        const score = quietly(log, () => ask(one, { id, instrument, timeframe, strategy, direction, at, features }));
        if (score === null) continue;
        insertScore(tx, { signal: id, model: one.standing.id, role: 'shadow', probability: score.probability, features });
      }
    },
    changed: () => {
      working = null;
    },
    card: (id) => kept(cards, id, () => readCard(read, id)),
    artifact: (id) => kept(artifacts, id, () => readArtifact(read, id)),
  };
}

/** A model is asked only about what it was made from; of anything else it would say something all the same. */
function knows(artifact: ModelArtifact, candidate: Candidate): boolean {
  return (
    candidate.features.length === artifact.features.length &&
    artifact.instruments.includes(candidate.instrument) &&
    artifact.timeframes.includes(candidate.timeframe) &&
    artifact.strategies.includes(candidate.strategy)
  );
}

/** A model in shadow never keeps a signal from being recorded. */
function quietly<T>(log: Log, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    log.error('a model in shadow failed', { error });
    return null;
  }
}

function kept<T>(map: Map<string, T>, id: string, read: () => T): T {
  const found = map.get(id) ?? read();
  map.set(id, found);
  return found;
}
