import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './sourceFiles';

it('every line and every function of the desktop shell is exercised by its tests', () => {
  const reports = mkdtempSync(join(tmpdir(), 'sirrius-coverage-'));
  const coverage = ['--coverage.enabled', '--coverage.reporter=text', `--coverage.reportsDirectory=${reports}`];
  const included = ['--coverage.include=electron/main/**', '--coverage.include=electron/preload/**'];
  const complete = ['--coverage.thresholds.lines=100', '--coverage.thresholds.functions=100'];
  const args = [join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'shell', '--reporter=dot'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...args, ...coverage, ...included, ...complete], {
    cwd: ROOT,
    encoding: 'utf8',
    // The outer run's worker marks must not reach the inner one.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, NO_COLOR: '1' },
  });
  rmSync(reports, { recursive: true, force: true });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  expect(stdout, 'the report covers the shell').toMatch(/windows\.ts\s*\|\s*100/);
});
