import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { REPLAY_LINES } from '../../shared/features/signals/lines';
import { metronome } from '../builders/strategies';
import { aTape, replayed } from './replayed';

const FOLDER = join(import.meta.dirname, '../../resources/schemas');
const NAMES = Object.keys(REPLAY_LINES) as (keyof typeof REPLAY_LINES)[];

function generated(name: keyof typeof REPLAY_LINES): unknown {
  const title = `One ${name} line of \`replay --json\``;
  return JSON.parse(JSON.stringify({ title, ...z.toJSONSchema(REPLAY_LINES[name]) }));
}

function fileOf(name: string): string {
  return join(FOLDER, `replay-${name}.schema.json`);
}

describe('the JSON Schemas of the lines', () => {
  it.each(NAMES)('[SIG16] %s: the file is what the shapes say (UPDATE_SCHEMAS=1 writes it)', (name) => {
    if (process.env.UPDATE_SCHEMAS === '1') writeFileSync(fileOf(name), `${JSON.stringify(generated(name), null, 2)}\n`);
    expect(JSON.parse(readFileSync(fileOf(name), 'utf8'))).toEqual(generated(name));
  });

  it('[SIG16] every line of a real replay fits the schema file of its type', async () => {
    const schemas = new Map(
      NAMES.map((name) => [name as string, z.fromJSONSchema(JSON.parse(readFileSync(fileOf(name), 'utf8')))]),
    );
    const signals = await replayed(aTape(600, [100, 101, 350]), ['--shadow'], [metronome(7)]);
    const candles = await replayed(aTape(20, []), ['--print', 'candles'], []);
    const seen = new Set<string>();
    for (const line of [...signals.lines, ...candles.lines]) {
      const schema = schemas.get(line.type);
      expect(schema?.safeParse(line).error?.message, JSON.stringify(line)).toBeUndefined();
      expect(schema?.safeParse({ ...line, surprise: 1 }).success, 'unknown fields are refused').toBe(false);
      seen.add(line.type);
    }
    expect([...seen].sort()).toEqual([...NAMES].sort());
  });
});
