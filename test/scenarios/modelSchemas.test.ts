import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { modelArtifact } from '../../shared/features/models/artifact';
import { modelCard } from '../../shared/features/models/card';
import { train } from '../../shared/features/models/training/train';
import { planted, toyContext } from '../builders/samples';

const FOLDER = join(import.meta.dirname, '../../resources/schemas');
const SHAPES = { 'model-artifact': modelArtifact, 'model-card': modelCard };
const TITLES = { 'model-artifact': 'A model as a file: all that scoring needs', 'model-card': 'What is known of a model' };
type Name = keyof typeof SHAPES;
const NAMES = Object.keys(SHAPES) as Name[];

function generated(name: Name): unknown {
  return JSON.parse(JSON.stringify({ title: TITLES[name], ...z.toJSONSchema(SHAPES[name]) }));
}

const fileOf = (name: Name) => join(FOLDER, `${name}.schema.json`);

describe('the JSON Schemas of a model’s files', () => {
  it.each(NAMES)('[MDL18] %s: the file is what the shape says (UPDATE_SCHEMAS=1 writes it)', (name) => {
    if (process.env.UPDATE_SCHEMAS === '1') writeFileSync(fileOf(name), `${JSON.stringify(generated(name), null, 2)}\n`);
    expect(JSON.parse(readFileSync(fileOf(name), 'utf8'))).toEqual(generated(name));
  });

  it('[MDL18] what a training gives fits them, and nothing else does', () => {
    const { artifact, card } = train(planted(400, 1, (x) => 0.6 + 0.3 * (x[0] as number)).samples, toyContext());
    for (const [name, value] of [
      ['model-artifact', artifact],
      ['model-card', card],
    ] as const) {
      const schema = z.fromJSONSchema(JSON.parse(readFileSync(fileOf(name), 'utf8')));
      expect(schema.safeParse(JSON.parse(JSON.stringify(value))).error?.message).toBeUndefined();
      expect(schema.safeParse({ ...value, surprise: 1 }).success).toBe(false);
    }
  });
});
