import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sopFiles } from '../../../../test/builders/procedures';
import { shippedTexts } from './shipped';

describe('[SOP17] the procedures that ship', () => {
  it('are found from the sources and from where the build lies, the directory left to its own desk', () => {
    const root = join(import.meta.dirname, '../../../..');
    expect(shippedTexts()).toHaveLength(sopFiles().length);
    expect(shippedTexts(join(root, 'dist/backend/parts'))).toEqual(shippedTexts());
    expect(shippedTexts().some((text) => text.startsWith('version:'))).toBe(false);
  });

  it('are a broken delivery where they are missing', () => {
    expect(() => shippedTexts('/')).toThrow(/resources/);
  });
});
