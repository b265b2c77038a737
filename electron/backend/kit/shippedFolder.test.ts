import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedFolder } from './shippedFolder';

describe('a folder that ships', () => {
  it('is found from the sources and from where the build lies', () => {
    const root = join(import.meta.dirname, '../../..');
    expect(shippedFolder('sops')).toBe(join(root, 'resources/sops'));
    expect(shippedFolder('sops', join(root, 'dist/backend/parts'))).toBe(shippedFolder('sops'));
  });

  it('that is missing is a broken delivery', () => {
    expect(() => shippedFolder('sops', '/')).toThrow(/resources/);
  });
});
