import { describe, expect, it } from 'vitest';
import { forest, KEYS } from '../../../../test/bench/backtest/forest';
import type { Candidate } from '../../engine/port';
import { createScorer } from '../../engine/scorer';
import { scorerOf } from './scorer';

const artifact = forest('TESTUSDT');
const candidate = (change: Partial<Candidate> = {}): Candidate => ({
  ...{ id: 'a', instrument: 'TESTUSDT', timeframe: '1m', strategy: KEYS[0] ?? '', direction: 'long', at: 0 },
  features: artifact.features.map((_, index) => (index * 37) % 5),
  ...change,
});

describe('a model in a backtest', () => {
  it('[BKT1] gives the probability that the live scorer gives, and none where that gives none', () => {
    const [ours, live] = [scorerOf(artifact), createScorer(artifact)];
    expect(ours.score(candidate())?.probability).toBe(live.score(candidate())?.probability);
    for (const change of [{ instrument: 'OTHER' }, { timeframe: '5m' as const }, { strategy: 'other@1' }])
      expect(ours.score(candidate(change))).toBeNull();
  });

  it('[BKT8] is refused where it is none, or asks for other features', () => {
    expect(() => scorerOf({ format: 'other' })).toThrow();
    expect(() => scorerOf({ ...artifact, featureSet: 'features@9' })).toThrow('features@9');
  });
});
