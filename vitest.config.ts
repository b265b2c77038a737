import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], extra: object = {}) => ({
  extends: true as const,
  test: { name, include, ...extra },
});

/** One runner for everything: units beside the code, then families, scenarios, the arrows and the screens in a real Chromium. */
export default defineConfig({
  test: {
    globalSetup: ['test/runFolder.ts'],
    // Nothing waits for these in a run that passes: they tell a test that hangs from a machine that is busy.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      project('unit', ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts']),
      project('shell', ['test/electron/*.test.ts']),
      project('electron', ['test/electron/smoke/*.test.ts'], { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('contracts', ['test/contracts/**/*.test.ts', 'test/fakes/**/*.test.ts']),
      project('architecture', ['test/architecture/**/*.test.ts'], { testTimeout: 120_000 }),
      project('scenarios', ['test/scenarios/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 60_000 }),
      project('e2e', ['test/e2e/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false }),
    ],
  },
});
