import { describe, expect, it } from 'vitest';
import { sopFiles } from '../../../../test/builders/procedures';
import { shippedTexts } from './shipped';

describe('[SOP17] the procedures that ship', () => {
  it('are all there, the directory left to its own desk', () => {
    expect(shippedTexts()).toHaveLength(sopFiles().length);
    expect(shippedTexts().some((text) => text.startsWith('version:'))).toBe(false);
  });
});
