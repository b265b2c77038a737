import { describe, expect, it } from 'vitest';
import { planted, TOY_WIDTH, toyContext } from '../../../test/builders/samples';
import type { ModelArtifact, Trees } from './artifact';
import { bulkScorer } from './bulk';
import { calibrated, effectsOf, logOddsOf, rawScore, sigmoid } from './scoring';
import { singleScorer } from './single';
import { train } from './training/train';

const bent = (x: readonly number[]) => sigmoid(2.4 * (x[0] as number) * Math.sign(x[1] as number));
const straight = (x: readonly number[]) => sigmoid(1.8 * (x[0] as number) - 0.9 * (x[2] as number));

/** One tree by hand: feature 0 at 0.5, and on its right feature 1 at −0.5. */
const stump: ModelArtifact['trees'] = {
  start: 0.1,
  roots: [0],
  feature: [0, -1, 1, -1, -1],
  threshold: [0.5, 0, -0.5, 0, 0],
  left: [1, -1, 3, -1, -1],
  right: [2, -1, 4, -1, -1],
  value: [0.2, -0.4, 0.8, 0.5, 1],
};

describe('scoring', () => {
  it('[MDL14] along a path each change of a node’s value belongs to the feature that was asked', () => {
    const model = { trees: stump, logistic: null, calibration: { kind: 'platt' as const, slope: 2, offset: 0.3 } };
    expect(rawScore(model, [0.5, 9])).toBeCloseTo(0.1 - 0.4, 12);
    expect(rawScore(model, [0.6, 0])).toBeCloseTo(0.1 + 1, 12);
    // 0.2 → 0.8 is feature 0's, 0.8 → 1 feature 1's; the slope doubles both.
    expect(Array.from(effectsOf(model, [0.6, 0]))).toEqual([expect.closeTo(1.2, 12), expect.closeTo(0.4, 12)]);
    expect(Array.from(effectsOf(model, [0.5, 0]))).toEqual([expect.closeTo(-1.2, 12), 0]);
  });

  it.each([
    ['trees', bent],
    ['logistic', straight],
  ] as const)('[MDL14] %s: the effects add up to the score less what it says of an average candidate', (kind, truth) => {
    const { samples } = planted(900, 2, truth);
    const { artifact } = train(samples, toyContext());
    expect(artifact.kind).toBe(kind);
    const { calibration, trees, logistic } = artifact;
    if (calibration.kind !== 'platt') throw new Error('few samples are calibrated by Platt');
    const base =
      trees === null
        ? logistic?.intercept
        : trees.start + trees.roots.reduce((sum, root) => sum + (trees.value[root] as number), 0);
    for (let row = 0; row < 50; row += 1) {
      const features = Array.from(samples.matrix.values.subarray(row * TOY_WIDTH, (row + 1) * TOY_WIDTH));
      const whole = logOddsOf(calibrated(calibration, rawScore(artifact, features)));
      const sum = effectsOf(artifact, features).reduce((all, effect) => all + effect, 0);
      expect(sum).toBeCloseTo(whole - calibration.offset - calibration.slope * (base as number), 5);
    }
  });

  it.each([
    ['trees', bent],
    ['logistic', straight],
  ] as const)('[MDL15] %s: in bulk as one by one', (kind, truth) => {
    const { samples } = planted(900, 2, truth);
    const { artifact } = train(samples, toyContext());
    expect(artifact.kind).toBe(kind);
    const { values, rows } = samples.matrix;
    const out = new Float64Array(rows);
    bulkScorer(artifact)(values, rows, out);
    out.forEach((said, row) => {
      expect(said).toBe(calibrated(artifact.calibration, rawScore(artifact, values, row * TOY_WIDTH)));
    });
  });

  it('[MDL15] a tree without a split and one that is deeper on one side', () => {
    const flat = { start: 0.1, roots: [0, 1], feature: [-1, 0, -1, -1], threshold: [0, 0, 0, 0] };
    const trees = { ...flat, left: [-1, 2, -1, -1], right: [-1, 3, -1, -1], value: [0.3, 0, -1, 1] };
    const { artifact } = train(planted(900, 2, bent).samples, toyContext());
    for (const one of [trees, stump, { ...trees, roots: [] }]) {
      const model = { ...artifact, trees: one };
      const values = Float64Array.from({ length: 20 * TOY_WIDTH }, (_, i) => Math.sin(i));
      const out = new Float64Array(20);
      bulkScorer(model)(values, 20, out);
      out.forEach((said, row) => {
        expect(said).toBe(calibrated(model.calibration, rawScore(model, values, row * TOY_WIDTH)));
      });
    }
  });

  it('[MDL15] one at a time as walked, also where trees are too deep to be laid out', () => {
    const { artifact } = train(planted(900, 2, bent).samples, toyContext());
    const straightOne = train(planted(900, 2, straight).samples, toyContext()).artifact;
    for (const model of [artifact, straightOne, { ...artifact, trees: stairs(3) }, { ...artifact, trees: stairs(12) }]) {
      const score = singleScorer(model);
      for (let row = 0; row < 50; row += 1) {
        const values = Array.from({ length: TOY_WIDTH }, (_, i) => (row === 0 ? Number.NaN : 3 * Math.sin(row + i)));
        expect(score(values)).toBe(rawScore(model, values));
      }
    }
  });
});

/** One tree that goes down to the right only. */
function stairs(depth: number): Trees {
  const nodes = Array.from({ length: 2 * depth + 1 }, (_, node) => node);
  const splits = (node: number) => node % 2 === 0 && node < 2 * depth;
  return {
    start: 0.1,
    roots: [0],
    feature: nodes.map((node) => (splits(node) ? (node / 2) % TOY_WIDTH : -1)),
    threshold: nodes.map((node) => -3 + node / 4),
    left: nodes.map((node) => (splits(node) ? node + 1 : 0)),
    right: nodes.map((node) => (splits(node) ? node + 2 : 0)),
    value: nodes.map((node) => node / 7),
  };
}
