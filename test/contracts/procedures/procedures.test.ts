import { describe, expect, it } from 'vitest';
import { loadProcedure } from '../../../shared/features/sop/load';
import { readSop, sopFiles } from '../../builders/procedures';

describe('[SOP1] every procedure', () => {
  it.each(sopFiles())('%s has the shape, and everything it names exists', (name) => {
    const loaded = loadProcedure(readSop(name));
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    if (loaded.ok) expect(`${loaded.procedure.id}.yaml`).toBe(name);
  });
});
