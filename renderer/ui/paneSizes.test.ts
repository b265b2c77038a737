import { expect, it } from 'vitest';
import { firstSizes, moveBorder, readSizes, tracks } from './paneSizes';

const PANES = [{ size: 330, least: 300 }, { least: 320 }, { size: 260, least: 240 }];

it('fixed panes take pixels, the others what is left', () => {
  expect(tracks(PANES, firstSizes(PANES))).toBe('330px 1px minmax(320px, 50fr) 1px 260px');
  expect(
    tracks(
      [
        { share: 60, least: 100 },
        { share: 40, least: 200 },
      ],
      [60, 40],
    ),
  ).toBe('minmax(100px, 60fr) 1px minmax(200px, 40fr)');
});

it('a border moves between the least sizes of its two neighbours and moves nobody else', () => {
  const measured = [330, 600, 260];
  expect(moveBorder(PANES, measured, 0, 50)).toEqual([380, 550, 260]);
  expect(moveBorder(PANES, measured, 0, -500)).toEqual([300, 630, 260]);
  expect(moveBorder(PANES, measured, 0, 5_000)).toEqual([610, 320, 260]);
  expect(moveBorder(PANES, measured, 1, 40)).toEqual([330, 620, 240]);
});

it('kept sizes of another layout are not used', () => {
  expect(readSizes('330 600 260', 3)).toEqual([330, 600, 260]);
  expect([readSizes('330 600', 3), readSizes('a b c', 3), readSizes('0 1 2', 3), readSizes(null, 3)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
