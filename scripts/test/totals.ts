import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** What one run of all the tests came to. `.ci/run` ends with these figures. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly skips: readonly { readonly test: string; readonly reason: string | null }[];
}

/** Where the figures go; named by `npm test` before it starts the runner. */
export const TOTALS_FILE = 'SIRRIUS_TEST_TOTALS';

/** Counts what really ran. A file that cannot be loaded and an error outside any test count as failures: silence is not success. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandled: ReadonlyArray<unknown>): void {
    const totals = count(modules, unhandled.length);
    for (const { test, reason } of totals.skips) console.log(`skipped: ${test}${reason === null ? '' : ` — ${reason}`}`);
    const file = process.env[TOTALS_FILE];
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(totals, null, 2));
  }
}

function count(modules: ReadonlyArray<TestModule>, unhandled: number): Totals {
  let passed = 0;
  let failed = unhandled;
  const skips: { test: string; reason: string | null }[] = [];
  for (const module of modules) {
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') passed += 1;
      else if (result.state === 'failed') failed += 1;
      else
        skips.push({
          test: `${module.relativeModuleId} > ${test.fullName}`,
          reason: result.state === 'skipped' ? (result.note ?? null) : 'it was never run',
        });
    }
  }
  return { passed, failed, skipped: skips.length, skips };
}
