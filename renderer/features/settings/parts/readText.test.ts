import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readText } from './readText';

const bytes = (content: Uint8Array) => Uint8Array.from(content).buffer;

it('reads plain text and gzip alike, told apart by content', async () => {
  const text = 'datetime,title\n2020-01-01,Réunion\n';
  expect(await readText(bytes(new TextEncoder().encode(text)))).toBe(text);
  expect(await readText(bytes(gzipSync(text)))).toBe(text);
});

it('reads a file shorter than any mark', async () => {
  expect(await readText(bytes(new Uint8Array([0x1f])))).toHaveLength(1);
  expect(await readText(new ArrayBuffer(0))).toBe('');
});
