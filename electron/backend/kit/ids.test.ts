import fc from 'fast-check';
import { expect, it } from 'vitest';
import { uuid } from '../../../shared/base/ids';
import { systemIds } from './ids';

it('makes identifiers that sort in the order of creation, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 50 }), (times) => {
      let index = 0;
      const ids = systemIds({ now: () => times[index % times.length] as number });
      const made = times.map((_, at) => {
        index = at;
        return ids();
      });
      expect(made.toSorted()).toEqual(made);
      expect(new Set(made).size).toBe(made.length);
      for (const id of made) expect(uuid.safeParse(id).success).toBe(true);
    }),
  );
});

it('keeps the order beyond 4,096 identifiers in one millisecond', () => {
  const ids = systemIds({ now: () => 1_700_000_000_000 });
  const made = Array.from({ length: 10_000 }, ids);
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});
