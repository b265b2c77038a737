import { describe, expect, it } from 'vitest';
import { loadProcedure } from '../../../shared/features/sop/load';
import { readSop, readSopText, shippedProcedures, sopFiles } from '../../builders/procedures';

describe('[SOP1] every procedure', () => {
  it.each(sopFiles())('%s has the shape, and everything it names exists', (name) => {
    const loaded = loadProcedure(readSop(name));
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    if (loaded.ok) expect(`${loaded.procedure.id}.yaml`).toBe(name);
  });

  it.each(sopFiles())('%s loses no text to a comment', (name) => {
    // ` #` begins a comment within a line: what follows it would be silently left out of what people read.
    const lines = readSopText(name).split('\n');
    expect(lines.filter((line) => /^[^#"']*\b(?:fr|en|title): [^"'|>{][^"]* #/.test(line))).toEqual([]);
  });

  it('names only procedures that there are', () => {
    const known = new Set(sopFiles().map((name) => name.replace('.yaml', '')));
    const named = shippedProcedures().flatMap(({ id, phases }) =>
      phases.flatMap(({ steps }) =>
        steps.flatMap((step) => ('params' in step && 'procedure' in step.params ? [`${id}: ${step.params.procedure}`] : [])),
      ),
    );
    expect(named.length, 'some do').toBeGreaterThan(3);
    expect(named.filter((one) => !known.has(one.split(': ')[1] ?? ''))).toEqual([]);
  });
});
