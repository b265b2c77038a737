import { describe, expect, it } from 'vitest';
import { Hole } from './hole';

function aHole(): { hole: Hole; told: (number | null)[] } {
  const told: (number | null)[] = [];
  return { hole: new Hole((from) => told.push(from)), told };
}

describe('what may be missing', () => {
  it('is told once, from the first of several losses on', () => {
    const { hole, told } = aHole();
    hole.begin(100);
    hole.begin(250);
    hole.end();
    hole.end();
    expect(told).toEqual([100]);
  });

  it('begins at what an earlier connection has seen when the lost one saw nothing', () => {
    const { hole, told } = aHole();
    hole.saw(500);
    hole.begin(Number.NEGATIVE_INFINITY);
    hole.end();
    expect(told).toEqual([500]);
  });

  it('has no beginning where nothing was ever seen', () => {
    const { hole, told } = aHole();
    hole.begin(Number.NEGATIVE_INFINITY);
    hole.end();
    expect(told).toEqual([null]);
  });
});
