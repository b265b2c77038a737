import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWindow, readBounds } from '../../electron/main/bounds';
import { openBoundsFile } from '../../electron/main/boundsFile';

const PRIMARY = { x: 0, y: 25, width: 1920, height: 1055 };
const LEFT = { x: -2560, y: 0, width: 2560, height: 1440 };
const remembered = { x: -2000, y: 100, width: 1200, height: 800, maximized: false };

describe('where a window goes', () => {
  it('opens in the middle of the primary screen the first time', () => {
    expect(placeWindow(null, [PRIMARY])).toEqual({ x: 240, y: 102, width: 1440, height: 900, maximized: false });
  });

  it('returns to its place on a second monitor', () => {
    expect(placeWindow(remembered, [PRIMARY, LEFT])).toEqual(remembered);
  });

  it('comes to the primary screen with its size when its monitor is gone', () => {
    expect(placeWindow(remembered, [PRIMARY])).toEqual({ x: 360, y: 152, width: 1200, height: 800, maximized: false });
  });

  it('comes back when only a sliver of its title bar is left on a screen', () => {
    expect(placeWindow({ ...remembered, x: 1900, y: 100 }, [PRIMARY]).x).toBe(360);
    expect(placeWindow({ ...remembered, x: 100, y: 1070 }, [PRIMARY]).y).toBe(152);
  });

  it('is never larger than the screen it lands on, and stays maximized', () => {
    const huge = { x: 0, y: 25, width: 5000, height: 4000, maximized: true };
    expect(placeWindow(huge, [PRIMARY])).toEqual({ x: 0, y: 25, width: 1920, height: 1055, maximized: true });
  });

  it('can always be taken hold of, whatever was remembered and whatever screens there are', () => {
    const place = fc.record({
      x: fc.integer({ min: -9000, max: 9000 }),
      y: fc.integer({ min: -9000, max: 9000 }),
      width: fc.integer({ min: 1, max: 9000 }),
      height: fc.integer({ min: 1, max: 9000 }),
    });
    const area = fc.record({
      x: fc.integer({ min: -4000, max: 4000 }),
      y: fc.integer({ min: -4000, max: 4000 }),
      width: fc.integer({ min: 800, max: 4000 }),
      height: fc.integer({ min: 600, max: 3000 }),
    });
    fc.assert(
      fc.property(place, area, fc.array(area, { maxLength: 2 }), (bounds, first, others) => {
        const areas = [first, ...others] as const;
        const placed = placeWindow({ ...bounds, maximized: false }, areas);
        const taken = areas.some(
          ({ x, y, width, height }) =>
            placed.y >= y &&
            placed.y + 32 <= y + height &&
            Math.min(placed.x + placed.width, x + width) - Math.max(placed.x, x) >= 120,
        );
        expect(taken, 'a window whose title bar nobody can reach').toBe(true);
      }),
    );
  });
});

describe('the file of places', () => {
  const path = () => join(mkdtempSync(join(tmpdir(), 'sirrius-bounds-')), 'windows.json');

  it('keeps places by window from one start to the next', () => {
    const file = path();
    openBoundsFile(file).set('main', remembered);
    openBoundsFile(file).set('signals', { ...remembered, maximized: true });
    expect(openBoundsFile(file).get('main')).toEqual(remembered);
    expect(openBoundsFile(file).get('signals')?.maximized).toBe(true);
    expect(openBoundsFile(file).get('health')).toBeNull();
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual(['main', 'signals']);
  });

  it.each([
    ['not json'],
    ['null'],
    ['[1]'],
    ['{"main":{"x":1.5,"y":0,"width":9,"height":9}}'],
    ['{"main":7}'],
    ['{"main":null}'],
  ])('begins anew on %s', (content) => {
    const file = path();
    writeFileSync(file, content);
    expect(openBoundsFile(file).get('main')).toBeNull();
  });

  it('takes only whole numbers for a place', () => {
    expect(readBounds({ x: 1, y: 2, width: 3, height: 4 })).toEqual({ x: 1, y: 2, width: 3, height: 4, maximized: false });
    expect(readBounds({ x: 1, y: 2, width: 3 })).toBeNull();
  });
});
