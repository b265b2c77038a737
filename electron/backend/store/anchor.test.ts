import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { aFolder, aStore } from '../../../test/builders/store';
import { anchorPath, readAnchors, trimAnchors } from './anchor';

const request = { actor: 'anna', action: 'test.do', input: {} };

it('anchors at the first row, each minute, each 256 rows and at the end', async () => {
  const { store, clock, dataDir } = await aStore();
  const anchored = (): number[] => readAnchors(anchorPath(dataDir)).map((anchor) => anchor.audit[0]);
  const row = (): number => store.commands.run(request, () => 0);
  row();
  row();
  expect(anchored()).toEqual([1]);
  clock.advance(60_000);
  row();
  expect(anchored()).toEqual([1, 3]);
  for (let index = 0; index < 256; index += 1) row();
  expect(anchored()).toEqual([1, 3, 259]);
  row();
  store.close();
  expect(anchored()).toEqual([1, 3, 259, 260]);
});

it('drops a line that a crash cut short before writing behind it', () => {
  const path = anchorPath(aFolder());
  const whole = `${JSON.stringify({ at: 1, audit: [1, 'a'], seals: [0, 'b'] })}\n`;
  writeFileSync(path, `${whole}{"at":2,"aud`);
  expect(readAnchors(path)).toHaveLength(1);
  trimAnchors(path);
  expect(readFileSync(path, 'utf8')).toBe(whole);
  appendFileSync(path, 'nonsense\n');
  expect(() => readAnchors(path), 'a whole line that is no anchor is never passed over').toThrow();
});

it('knows no anchors where there is no file, and makes none', () => {
  const path = anchorPath(aFolder());
  trimAnchors(path);
  expect(readAnchors(path)).toEqual([]);
  expect(existsSync(path)).toBe(false);
});
