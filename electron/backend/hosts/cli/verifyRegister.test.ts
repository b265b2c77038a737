import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryHash } from '../../../../shared/features/register/entry';
import type { EntryLine, FileLine } from '../../../../shared/features/register/file';
import { aRegister, exported, writeLines } from '../../../../test/builders/register';
import { sha256Hex } from '../../kit/hash';
import { anchorPath } from '../../store/anchor';
import type { Terminal } from './terminal';
import { verifyCommand } from './verify';

async function verify(lines: readonly string[], anchors?: string) {
  let out = '';
  const problems: string[] = [];
  const terminal: Terminal = {
    out: async (text) => {
      out += text;
      return true;
    },
    problem: (line) => void problems.push(line),
    read: (file) => readFileSync(file),
    env: {},
    now: () => 0,
  };
  const args = ['--register', writeLines(lines), ...(anchors === undefined ? [] : ['--anchors', anchors])];
  return { code: await verifyCommand(args, terminal), out, problems };
}

const read = (line: string): FileLine => JSON.parse(line) as FileLine;

/** Every hash from line `from` on computed anew, end included: what somebody does who knows the recipe. */
function rehashed(lines: readonly string[], from: number, change: (line: EntryLine) => EntryLine): string[] {
  let previous: string | null = null;
  const out = lines.map((text, index) => {
    const line = read(text);
    if (line.type !== 'entry' && line.type !== 'stub') return text;
    const linked = previous === null ? line : { ...line, previous };
    if (index < from || linked.type === 'stub') {
      previous = linked.hash;
      return JSON.stringify(linked);
    }
    const changed = index === from ? change(linked) : linked;
    const whole = { ...changed, hash: entryHash(changed, sha256Hex) };
    previous = whole.hash;
    return JSON.stringify(whole);
  });
  return sealedEnd(out.map((text) => withHead(text, previous)));
}

function withHead(text: string, hash: string | null): string {
  const line = read(text);
  return line.type === 'header' && hash !== null ? JSON.stringify({ ...line, head: { ...line.head, hash } }) : text;
}

/** Puts the digest of the end right. */
function sealedEnd(lines: readonly string[]): string[] {
  const body = lines.slice(0, -1);
  const kinds = body.map((text) => read(text).type);
  const counts = {
    entries: kinds.filter((kind) => kind === 'entry').length,
    stubs: kinds.filter((kind) => kind === 'stub').length,
  };
  const digest = sha256Hex(body.map((text) => `${text}\n`).join(''));
  return [...body, JSON.stringify({ type: 'end', ...counts, digest })];
}

describe('an exported register', () => {
  it('[RGS4] holds by itself, whole or filtered, with stubs for what was left out', async () => {
    const { store } = await aRegister();
    const whole = await verify(await exported(store));
    expect(whole).toMatchObject({ code: 0, out: expect.stringMatching(/^register: 16 entries hold, 0 left out/) });
    const filtered = await verify(await exported(store, { instruments: ['ETHUSDT'], outcomes: ['SL'] }));
    expect(filtered).toMatchObject({ code: 0, out: expect.stringMatching(/hold, [1-9]\d* left out by the filter/) });
    expect((await verify(await exported(store, { instruments: ['nothing'] }))).code).toBe(0);
  });

  it('[RGS4] says in itself what its figures mean and how its hashes are made', async () => {
    const { store } = await aRegister();
    const header = read((await exported(store))[0] ?? '');
    expect(header).toMatchObject({ type: 'header', version: 1, hashing: { en: expect.stringContaining('SHA-256') } });
    expect(header.type === 'header' && Object.keys(header.measures)).toContain('win');
  });

  it('[RGS5] is found broken by any edit, removal, repetition or other order of its lines, the first one named', async () => {
    const { store } = await aRegister();
    const lines = await exported(store);
    const chained = lines.flatMap((text, index) => (['entry', 'stub'].includes(read(text).type) ? [index] : []));
    const place = fc.constantFrom(...chained);
    const act = fc.constantFrom('edit', 'delete', 'repeat', 'swap', 'field');
    await fc.assert(
      fc.asyncProperty(place, act, fc.boolean(), async (at, how, knowing) => {
        const broken = attacked(lines, at, how);
        fc.pre(broken.join('\n') !== lines.join('\n'));
        const { code, out } = await verify(knowing ? sealedEnd(broken) : broken);
        expect(code, `${how} at ${at}`).toBe(1);
        const line = read(lines[at] ?? '');
        const own = 'sequence' in line ? line.sequence : 0;
        // A repeated line, or one that came too early, stands in the place of the next entry.
        const named = how === 'repeat' ? own + 1 : own;
        if (at < (chained.at(-1) ?? 0)) expect(out, how).toContain(`broken at entry ${named} (line `);
      }),
      { numRuns: 150 },
    );
  });

  it('[RGS5] that was computed anew from the middle is found by an anchor in the file, or by those kept elsewhere', async () => {
    const { store, dataDir } = await aRegister();
    const lines = await exported(store);
    const chained = lines.flatMap((text, index) => {
      const line = read(text);
      return line.type === 'entry' && line.kind !== 'decision' ? [index] : [];
    });
    store.close();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...chained), async (at) => {
        const forged = rehashed(lines, at, (line) => ({ ...line, body: '{"act":"released"}' }));
        const inside = await verify(forged);
        expect(inside).toMatchObject({ code: 1, out: expect.stringContaining('an anchor in the file holds another hash') });
        // Who forges the anchors in the file as well still meets those that lie elsewhere.
        const silent = sealedEnd(forged.filter((text) => read(text).type !== 'anchor'));
        expect((await verify(silent)).code, 'by itself it cannot know').toBe(0);
        const outside = await verify(silent, anchorPath(dataDir));
        expect(outside).toMatchObject({ code: 1, out: expect.stringContaining('an anchor kept elsewhere holds another hash') });
      }),
      { numRuns: 30 },
    );
  });

  it('[RGS5] that was cut short is found by its head, and with a forged head by anchors kept elsewhere', async () => {
    const { store, dataDir } = await aRegister();
    const lines = await exported(store);
    store.close();
    const last = lines.findLastIndex((text) => read(text).type === 'entry');
    expect((await verify(lines.slice(0, last))).code).toBe(1);
    expect((await verify(sealedEnd([...lines.slice(0, last), ...lines.slice(last + 1)]))).out).toMatch(
      /before the head|not in the file/,
    );
    const before = read(lines[last - 1] ?? '');
    const kept = lines
      .filter((text, index) => index !== last && read(text).type !== 'anchor')
      .map((text) => {
        const line = read(text);
        const head = 'hash' in before && 'sequence' in before ? { sequence: before.sequence, hash: before.hash } : null;
        return line.type === 'header' && head !== null ? JSON.stringify({ ...line, head }) : text;
      });
    expect((await verify(sealedEnd(kept), anchorPath(dataDir))).out).toContain('the file ends before it');
  });

  it('[RGS5] that is none, or of another version, is refused as unusable', async () => {
    const { store } = await aRegister();
    const lines = await exported(store);
    expect(await verify(['nonsense'])).toMatchObject({ code: 2, out: '' });
    expect((await verify([(lines[0] ?? '').replace('"version":1', '"version":9'), ...lines.slice(1)])).code).toBe(2);
    const path = writeLines([]);
    writeFileSync(path, '');
    expect((await verify([])).code).toBe(2);
  });
});

function attacked(lines: readonly string[], at: number, how: string): string[] {
  const own = lines[at] ?? '';
  const next = lines[at + 1] ?? '';
  if (how === 'delete') return lines.filter((_, index) => index !== at);
  if (how === 'repeat') return [...lines.slice(0, at + 1), own, ...lines.slice(at + 1)];
  if (how === 'swap') return [...lines.slice(0, at), next, own, ...lines.slice(at + 2)];
  const line = read(own);
  if (line.type !== 'entry') return [...lines];
  const changed =
    how === 'edit'
      ? { ...line, body: line.body.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) }
      : { ...line, at: line.at + 1 };
  return [...lines.slice(0, at), JSON.stringify(changed), ...lines.slice(at + 1)];
}
