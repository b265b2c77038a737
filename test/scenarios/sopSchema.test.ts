import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { procedure } from '../../shared/features/sop/procedure';
import { readSop, sopFiles } from '../builders/procedures';

const FILE = join(import.meta.dirname, '../../resources/schemas/procedure.schema.json');
/** What a file may leave out has its default, so the schema is of what is read, not of what comes out. */
const generated = () =>
  JSON.parse(JSON.stringify({ title: 'A procedure, resources/sops/<id>.yaml', ...z.toJSONSchema(procedure, { io: 'input' }) }));

describe('the JSON Schema of procedures', () => {
  it('[SOP24] the file is what the shape says (UPDATE_SCHEMAS=1 writes it)', () => {
    if (process.env.UPDATE_SCHEMAS === '1') writeFileSync(FILE, `${JSON.stringify(generated(), null, 2)}\n`);
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(generated());
  });

  it('[SOP24] every shipped procedure fits it, and one with an unknown key does not', () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(FILE, 'utf8')));
    for (const name of sopFiles()) {
      const read = readSop(name);
      expect(schema.safeParse(read).error?.message, name).toBeUndefined();
      expect(schema.safeParse({ ...(read as object), surprise: 1 }).success, name).toBe(false);
    }
  });
});
