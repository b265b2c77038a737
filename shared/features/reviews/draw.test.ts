import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded, shuffled } from '../../base/seeded';
import { apportion, type Candidate, drawSample, sampleSize, seedText } from './draw';

const SEED = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const id = (index: number) => index.toString(16).padStart(32, '0');
const candidate = (index: number, instrument: string, kind: Candidate['kind']): Candidate => ({
  id: id(index),
  instrument,
  kind,
});

const day = fc
  .array(
    fc.record({
      instrument: fc.constantFrom('A', 'B', 'C', 'D'),
      kind: fc.constantFrom('published' as const, 'quarantined' as const),
    }),
    {
      maxLength: 120,
    },
  )
  .map((rows) => rows.map((row, index) => candidate(index, row.instrument, row.kind)));
const seeds = fc.stringMatching(/^[0-9a-f]{64}$/);

describe('the draw of a day', () => {
  it('[RVW1] takes a tenth of each kind, rounded up, at least one where there is any', () => {
    expect([0, 1, 9, 10, 11, 20, 21, 100].map(sampleSize)).toEqual([0, 1, 1, 1, 2, 2, 3, 10]);
    fc.assert(
      fc.property(day, seeds, (candidates, seed) => {
        const drawn = drawSample(candidates, seed, true);
        for (const kind of ['published', 'quarantined'] as const) {
          const of = (list: readonly Candidate[]) => list.filter((one) => one.kind === kind).length;
          expect(of(drawn)).toBe(Math.ceil(of(candidates) / 10));
        }
        expect(new Set(drawn.map((one) => one.id)).size, 'no signal twice').toBe(drawn.length);
        for (const { needed: _, ...one } of drawn) expect(candidates).toContainEqual(one);
      }),
    );
  });

  it('[RVW2] gives each instrument its share, off by less than one signal', () => {
    fc.assert(
      fc.property(day, seeds, (candidates, seed) => {
        const drawn = drawSample(candidates, seed, false);
        for (const kind of ['published', 'quarantined'] as const) {
          const all = candidates.filter((one) => one.kind === kind);
          for (const instrument of new Set(all.map((one) => one.instrument))) {
            const count = (list: readonly Candidate[]) =>
              list.filter((one) => one.kind === kind && one.instrument === instrument).length;
            const fair = (sampleSize(all.length) * count(all)) / all.length;
            expect(Math.abs(count(drawn) - fair)).toBeLessThan(1);
          }
        }
      }),
    );
    const seats = (counts: readonly number[], size: number) => apportion(counts, size, seeded(SEED));
    // By hand: quotas 4.7, 1.6, 1.58, 1.2, 0.61, 0.31 give 4 1 1 1 0 0; the three that are left go to .7, .61 and .6.
    expect(seats([470, 160, 158, 120, 61, 31], 10)).toEqual([5, 2, 1, 1, 1, 0]);
  });

  it('[RVW2] lets the lot decide between equal remainders, so that no name is favoured', () => {
    const firsts = Array.from({ length: 300 }, (_, index) => apportion([1, 1, 1], 1, seeded(id(index * 7919 + 1))).indexOf(1));
    for (const at of [0, 1, 2]) expect(firsts.filter((one) => one === at).length).toBeGreaterThan(60);
  });

  it('[RVW3] is the same for the same seed in any order, and another one for another seed', () => {
    fc.assert(
      fc.property(day, seeds, seeds, (candidates, seed, order) => {
        const mixed = shuffled(candidates, seeded(order));
        expect(drawSample(mixed, seed, true)).toEqual(drawSample(candidates, seed, true));
      }),
    );
    const many = Array.from({ length: 200 }, (_, index) => candidate(index, 'A', 'published'));
    expect(drawSample(many, SEED, false)).not.toEqual(drawSample(many, SEED.replace('9', '8'), false));
  });

  it('[RVW3] has one golden answer, and a seed whose text is written down', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      candidate(index, index < 25 ? 'BTCUSDT' : 'ETHUSDT', index % 4 === 0 ? 'quarantined' : 'published'),
    );
    const drawn = drawSample(many, SEED, true).map((one) => [Number.parseInt(one.id, 16), one.kind, one.needed]);
    expect(drawn).toMatchInlineSnapshot(`
      [
        [
          15,
          "published",
          2,
        ],
        [
          7,
          "published",
          1,
        ],
        [
          31,
          "published",
          2,
        ],
        [
          16,
          "quarantined",
          1,
        ],
      ]
    `);
    expect(seedText('binance', '2026-01-05', { sequence: 7, hash: 'ab' })).toBe('binance|2026-01-05|7:ab');
    expect(() => seeded('zz')).toThrow(RangeError);
  });

  it('[RVW7] asks for a second verdict on one signal in three, at least one, and on none where one person reviews', () => {
    fc.assert(
      fc.property(day, seeds, (candidates, seed) => {
        const drawn = drawSample(candidates, seed, true);
        expect(drawn.filter(({ needed }) => needed === 2).length).toBe(Math.ceil(drawn.length / 3));
        expect(drawSample(candidates, seed, false).every(({ needed }) => needed === 1)).toBe(true);
      }),
    );
  });
});
