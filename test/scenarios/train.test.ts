import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Terminal } from '../../electron/backend/hosts/cli/terminal';
import { trainCommand } from '../../electron/backend/hosts/cli/train';
import { sha256Hex } from '../../electron/backend/kit/hash';
import { modelArtifact } from '../../shared/features/models/artifact';
import { modelCard } from '../../shared/features/models/card';
import { artifactId } from '../../shared/features/models/training/train';
import { walkingBars } from '../builders/bars';
import { csvOf } from '../builders/candles';
import { describeWithSharedData } from '../builders/sharedData';

async function trained(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  let stdout = '';
  const stderr: string[] = [];
  const written = new Map<string, string>();
  const terminal: Terminal = {
    out: async (text) => {
      stdout += text;
      return true;
    },
    problem: (line) => void stderr.push(line),
    read: (name) => (files[name] === undefined ? readFileSync(name) : new TextEncoder().encode(files[name])),
    env: {},
    now: () => 1_700_000_000_000,
  };
  const code = await trainCommand(args, terminal, (file, text) => void written.set(file, text));
  return { code, stdout, stderr, written };
}

function tape(rows: number): string {
  const { ts, open, high, low, close, volume } = walkingBars(rows, 8);
  const at = (column: Float64Array, i: number) => column[i] as number;
  const row = (_: unknown, i: number) => ({
    ts: at(ts, i),
    open: at(open, i),
    high: at(high, i),
    low: at(low, i),
    close: at(close, i),
    volume: at(volume, i),
  });
  return csvOf(Array.from({ length: rows }, row));
}

const ON_TAPE = ['--candles', 'tape.csv', '--instrument', 'TESTUSDT'];

describe('train in the terminal', () => {
  it('[MDL17] writes artifact and card under the model’s id, and says the verdict in words of both languages', async () => {
    const files = { 'tape.csv': tape(20_000) };
    const english = await trained([...ON_TAPE, '--out', 'models', '--seed', '4'], files);
    expect(english.code).toBe(0);
    const names = [...english.written.keys()];
    expect(names.map((name) => basename(name).replace(/^[0-9a-f]{32}/, 'ID'))).toEqual(['ID.model.json', 'ID.card.json']);
    const artifact = modelArtifact.parse(JSON.parse(english.written.get(names[0] ?? '') ?? ''));
    const card = modelCard.parse(JSON.parse(english.written.get(names[1] ?? '') ?? ''));
    expect(basename(names[0] ?? '')).toBe(`${artifact.id}.model.json`);
    expect(artifactId(artifact, sha256Hex)).toBe(artifact.id);
    expect(card).toMatchObject({ model: artifact.id, seed: 4, verdict: 'refused', timeframes: ['1m', '5m'] });
    expect(english.stdout).toContain('REFUSED: ');
    expect(english.stdout).toContain('The measured hit rate stays in force.');
    expect(english.stdout).not.toContain('NaN');

    const french = await trained([...ON_TAPE, '--seed', '4', '--lang', 'fr'], files);
    expect(french.stdout).toContain('REFUSÉ : ');
    expect(french.stdout).toContain('La réussite mesurée reste en vigueur.');
    expect([...french.written.keys()]).toContain(`${artifact.id}.model.json`);

    const json = await trained([...ON_TAPE, '--seed', '4', '--json'], files);
    expect(modelCard.parse(JSON.parse(json.stdout))).toEqual(card);
    expect(json.stderr).toEqual([]);
  });

  it.each([
    ['no file', ['--instrument', 'X1'], 'give --candles FILE'],
    ['no instrument', ['--candles', 'tape.csv'], 'give --instrument ID'],
    ['an unknown timeframe', [...ON_TAPE, '--timeframes', '1m,2m'], '--timeframes must be of'],
    ['a seed that is none', [...ON_TAPE, '--seed', '1.5'], '--seed must be a whole number'],
    ['an unknown option', [...ON_TAPE, '--fast'], '--fast'],
    ['a file that is not there', ['--candles', '/nowhere.csv', '--instrument', 'X1'], 'cannot be read (ENOENT)'],
    ['a file that is no tape', ['--candles', 'bad.csv', '--instrument', 'X1'], 'bad.csv:'],
    ['too little to learn from', ON_TAPE, '100 are the least'],
  ])('[MDL17] %s: 2, one line that says why, and nothing written', async (_, args, reason) => {
    const { code, stdout, stderr, written } = await trained(args, { 'tape.csv': tape(600), 'bad.csv': 'a,b\n1,2\n' });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(written.size).toBe(0);
    expect(stderr.at(-1)).toContain(reason);
    expect(stderr.at(-1)).not.toContain('\n');
  });

  it('[MDL17] --help says how', async () => {
    const { code, stdout } = await trained(['--help']);
    expect([code, stdout.startsWith('train --candles FILE')]).toEqual([0, true]);
  });
});

describeWithSharedData('train on a real month', 'market/crypto/ftx_BTCPERP_1m_20211231_20220201.csv.gz', (file) => {
  it('[MDL17] prints a card whose verdict is its own figures’', async () => {
    const { code, stdout, written } = await trained(['--candles', file, '--instrument', 'BTCPERP']);
    expect(code).toBe(0);
    const card = modelCard.parse(JSON.parse([...written.values()][1] ?? ''));
    const beats = card.againstNoEdge.high < 0 && card.againstBaseRate.high < 0;
    expect(stdout).toContain(beats && card.refusedFor.length === 0 ? 'ACCEPTED' : 'REFUSED');
    expect(stdout).toContain(`n = ${card.tested}`);
  });
});
