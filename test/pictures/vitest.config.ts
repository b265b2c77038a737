import { defineConfig } from 'vitest/config';

/** The README's pictures, taken by the same means as the end-to-end tests; run by `npm run pictures` only. */
export default defineConfig({
  test: { include: ['test/pictures/pictures.ts'], testTimeout: 600_000, hookTimeout: 60_000, globalSetup: ['test/runFolder.ts'] },
});
