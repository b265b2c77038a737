import { modelArtifact } from '../../../../shared/features/models/artifact';
import { calibrated } from '../../../../shared/features/models/scoring';
import { singleScorer } from '../../../../shared/features/models/single';
import { round9 } from '../../../../shared/features/signals/figures';
import type { CandidateScorer } from '../../engine/port';
import { createScorer } from '../../engine/scorer';

/**
 * The scorer of a model's file: the live one's probability without its explanation, which a backtest shows nobody and which
 * costs many times the score. Throws ZodError where it is no such file, ArtifactUnfit where it asks for other features.
 */
export function scorerOf(file: unknown): CandidateScorer {
  const artifact = modelArtifact.parse(file);
  createScorer(artifact);
  const known = [artifact.instruments, artifact.timeframes, artifact.strategies].map((list) => new Set<string>(list));
  const [instruments, timeframes, strategies] = known as [Set<string>, Set<string>, Set<string>];
  const raw = singleScorer(artifact);
  return {
    score({ instrument, timeframe, strategy, features }) {
      if (!instruments.has(instrument) || !timeframes.has(timeframe) || !strategies.has(strategy)) return null;
      const probability = round9(calibrated(artifact.calibration, raw(features)));
      return { model: artifact.id, probability, effects: [] };
    },
  };
}
