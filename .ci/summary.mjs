import { existsSync, readFileSync } from 'node:fs';

/** Usage: summary.mjs <exit code of the tests> <exit code of the checks>. Runs on whatever Node the machine has. */
const [tests, checks] = process.argv.slice(2).map(Number);
const file = new URL('../out/test-totals.json', import.meta.url);
const totals = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };

// A run that broke before or beside its tests is a failure too, even when no single test says so.
const broken = (tests !== 0 && totals.failed === 0 ? 1 : 0) + (checks === 0 ? 0 : 1);
const failed = totals.failed + broken;
console.log(`${totals.passed} passed, ${failed} failed, ${totals.skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);
