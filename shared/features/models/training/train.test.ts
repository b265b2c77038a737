import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../../electron/backend/kit/hash';
import { planted, TOY_SET, toyContext } from '../../../../test/builders/samples';
import { modelArtifact } from '../artifact';
import { modelCard } from '../card';
import { logOddsOf, sigmoid } from '../scoring';
import { aucOf } from './metrics';
import { RECIPE, recipeDigest } from './recipe';
import { artifactId, train } from './train';
import { refusalsOf } from './verdict';

const BASE = logOddsOf(2 / 3);
/** A bend and a product, which only trees can follow. */
const bent = (x: readonly number[]) => sigmoid(BASE + 2.4 * (x[0] as number) * Math.sign(x[1] as number));
const straight = (x: readonly number[]) => sigmoid(BASE + 1.8 * (x[0] as number) - 0.9 * (x[2] as number));
const noise = () => 2 / 3;

describe('training', () => {
  it.each([
    ['a straight edge', straight, 'logistic'],
    ['a bent edge', bent, 'trees'],
  ] as const)('[MDL8] %s is found and accepted, with an AUC near the truth', (_, truth, kind) => {
    const { samples, truth: best } = planted(2400, 3, truth);
    const { artifact, card } = train(samples, toyContext());
    const from = samples.at.length - card.tested;
    const reachable = aucOf(best.slice(from), samples.matrix.wins.slice(from)) as number;
    expect(card.refusedFor).toEqual([]);
    expect(card.verdict).toBe('accepted');
    expect(artifact.kind).toBe(kind);
    expect(reachable).toBeGreaterThan(0.7);
    expect(card.outOfSample.model.auc).toBeGreaterThan(reachable - 0.07);
    expect(card.againstNoEdge.high).toBeLessThan(0);
    expect(card.importance[0]?.feature).toBe('toy-0');
    expect(card.calibrationError).toBeLessThan(0.06);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('[MDL9] noise is refused (seed %i)', (seed) => {
    const { samples } = planted(1200, 100 + seed, noise);
    const { card } = train(samples, toyContext({ seed }));
    expect(card.verdict).toBe('refused');
    expect(Math.abs((card.outOfSample.model.auc ?? 0) - 0.5)).toBeLessThan(0.08);
  });

  it('[MDL9] a hit rate above the no-edge rate alone is the base rate’s doing, not the model’s', () => {
    const { samples } = planted(1500, 5, () => 0.85);
    const { card } = train(samples, toyContext());
    expect(card.againstNoEdge.high).toBeLessThan(0);
    expect(card.refusedFor).toEqual(['base-rate']);
  });

  it('[MDL10] the verdict wants both intervals below 0, enough candidates and probabilities that come true', () => {
    const better = { n: 300, mean: -0.02, low: -0.03, high: -0.01 };
    const good = { tested: 300, againstNoEdge: better, againstBaseRate: better, calibrationError: 0.05 };
    expect(refusalsOf(good, RECIPE)).toEqual([]);
    expect(refusalsOf({ ...good, tested: 199 }, RECIPE)).toEqual(['too-few']);
    expect(refusalsOf({ ...good, againstNoEdge: { ...better, high: 0 } }, RECIPE)).toEqual(['no-edge']);
    expect(refusalsOf({ ...good, againstBaseRate: { ...better, high: 0.001 } }, RECIPE)).toEqual(['base-rate']);
    expect(refusalsOf({ ...good, calibrationError: 0.11 }, RECIPE)).toEqual(['calibration']);
    expect(refusalsOf({ ...good, tested: 0 }, RECIPE)).toEqual(['too-few', 'no-edge', 'base-rate']);
  });

  it('[MDL7] the same seed gives the same artifact whenever it is trained, another seed another one', () => {
    const { samples } = planted(900, 9, bent);
    const first = train(samples, toyContext());
    const later = train(samples, toyContext({ trainedAt: 99, codeVersion: '9.9.9' }));
    expect(JSON.stringify(later.artifact)).toBe(JSON.stringify(first.artifact));
    expect({ ...later.card, trainedAt: 1, codeVersion: '0.0.0' }).toEqual(first.card);
    expect(train(samples, toyContext({ seed: 8 })).artifact.id).not.toBe(first.artifact.id);
    expect(artifactId(first.artifact, sha256Hex)).toBe(first.artifact.id);
    expect(artifactId({ ...first.artifact, seed: 1234 }, sha256Hex)).not.toBe(first.artifact.id);
  });

  it('[MDL6] what comes after a test changes nothing that was said in it', () => {
    const { samples } = planted(900, 9, bent);
    const { card } = train(samples, toyContext());
    const changed = structuredClone(samples);
    const last = card.folds.at(-1)?.testFrom as number;
    samples.at.forEach((at, i) => {
      if (at >= last) changed.matrix.wins[i] = 1 - (samples.matrix.wins[i] as number);
    });
    const again = train(changed, toyContext()).card;
    expect(again.folds.slice(0, -1)).toEqual(card.folds.slice(0, -1));
    expect(again.folds.at(-1)?.quality).not.toEqual(card.folds.at(-1)?.quality);
  });

  it('[MDL10] card and artifact fit their shapes, and every figure of the card has its n', () => {
    const { samples } = planted(900, 9, bent);
    const previous = train(samples, toyContext({ seed: 3 })).artifact;
    const { artifact, card } = train(samples, toyContext({ previous }));
    expect(modelArtifact.parse(artifact)).toEqual(artifact);
    expect(modelCard.parse(card)).toEqual(card);
    expect(card.outOfSample.previous?.n).toBe(card.tested);
    expect(card.againstPrevious?.n).toBe(card.tested);
    expect(card.folds.length).toBeGreaterThanOrEqual(5);
    expect(card.folds.reduce((sum, { testN }) => sum + testN, 0)).toBe(card.tested);
    expect(card.rates.all.n).toBe(Math.round(card.outputRate * card.tested));
    expect(card.importance.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    for (const { edges, shares } of card.reference) {
      expect(shares).toHaveLength(edges.length + 1);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
    }
    const other = train(samples, toyContext({ previous: { ...previous, featureSet: 'other@1' } })).card;
    expect([other.outOfSample.previous, other.againstPrevious]).toEqual([null, null]);
  });

  it('[MDL10] rates stand by instrument, by timeframe from short to long, and by month, and add up', () => {
    const { samples } = planted(2400, 9, bent);
    const names = ['1h', '15m', '5m'] as const;
    const facts = samples.facts.map((one, i) => ({ ...one, timeframe: names[i % 3] ?? '5m' }));
    const { rates } = train({ ...samples, facts }, toyContext()).card;
    expect(rates.timeframe.map(({ key }) => key)).toEqual(['5m', '15m', '1h']);
    expect(rates.month.map(({ key }) => key)).toEqual(['2022-01', '2022-02']);
    for (const part of [rates.instrument, rates.timeframe, rates.month])
      expect(part.reduce((sum, { rate }) => sum + rate.n, 0)).toBe(rates.all.n);
  });

  it('[MDL10] too little to learn from is no model at all', () => {
    expect(() => train(planted(99, 1, straight).samples, toyContext())).toThrow('99 decided candidates; 100 are the least');
    expect(() => train(planted(400, 1, () => 1).samples, toyContext())).toThrow('too few wins or losses');
  });

  it('[MDL7] the recipe’s digest knows every figure', () => {
    const digest = recipeDigest(RECIPE, TOY_SET, 'sirrius@1', sha256Hex);
    expect(recipeDigest({ ...RECIPE, boost: { ...RECIPE.boost, depth: 5 } }, TOY_SET, 'sirrius@1', sha256Hex)).not.toBe(digest);
    expect(recipeDigest(RECIPE, TOY_SET, 'sirrius@2', sha256Hex)).not.toBe(digest);
  });
});
