import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './sourceFiles';

const { forbidden, options } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs'));
const RULES: readonly { name: string }[] = forbidden;

async function cruiseTree(folder: string, more: ICruiseOptions = {}): Promise<ICruiseResult> {
  const { tsConfig, enhancedResolveOptions, ...cruiseOptions } = options;
  const { output } = await cruise(
    ['shared', 'electron', 'renderer', 'test', 'scripts'],
    { ...cruiseOptions, ...more, baseDir: folder, ruleSet: { forbidden }, validate: true },
    enhancedResolveOptions,
    { tsConfig: extractTSConfig(join(ROOT, tsConfig.fileName)) },
  );
  if (typeof output === 'string') throw new Error('the cruise gave a report, not a result');
  return output;
}

describe('the arrows of the program', () => {
  it('point where they should', async () => {
    const { modules, summary } = await cruiseTree(ROOT);
    const ours = modules.filter(({ source }) => !source.startsWith('node_modules'));
    expect(ours.length, 'a cruise over nothing finds nothing').toBeGreaterThan(100);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});

/** For each rule one file that breaks it: `[file, what it imports]`. The rest of the little tree is what they reach for. */
const OFFENDERS: Readonly<Record<string, readonly [file: string, imports: string]>> = {
  'shared-is-pure': ['shared/features/leads/impure.ts', 'node:fs'],
  'features-are-strangers': ['electron/backend/features/leads/nosy.ts', '../refunds/service'],
  'features-are-strangers-in-meaning': ['shared/features/leads/nosy.ts', '../refunds/parts/inner'],
  'backend-runs-without-electron': ['electron/backend/features/leads/window.ts', 'electron'],
  'renderer-never-sees-electron': ['renderer/features/leads/native.ts', '../../../electron/backend/kit/clock'],
  'shell-has-no-business': ['electron/main/business.ts', '../backend/features/refunds/service'],
  'kit-is-the-floor': ['electron/backend/kit/upwards.ts', '../store/open'],
  'connectors-know-only-kit': ['electron/backend/connectors/acme/wide.ts', '../other/feed'],
  'features-take-ports-not-vendors': ['electron/backend/features/leads/vendor.ts', '../../connectors/other/feed'],
  'engine-knows-kit-and-meaning': ['electron/backend/engine/storing.ts', '../store/open'],
  'only-store-opens-sqlite': ['electron/backend/features/leads/sql.ts', 'better-sqlite3'],
  'ui-knows-no-feature': ['renderer/ui/partial.ts', '../features/leads/screen'],
  'production-never-imports-tests': ['electron/backend/features/leads/tested.ts', '../../../../test/builders/lead'],
  'no-cycles': ['shared/features/leads/ring.ts', './ringBack'],
  'no-unresolvable': ['shared/features/leads/lost.ts', './nowhere'],
};
const SURROUNDINGS: Readonly<Record<string, string>> = {
  'electron/backend/features/refunds/service.ts': 'export const it = 1;',
  'electron/backend/kit/clock.ts': 'export const it = 1;',
  'electron/backend/store/open.ts': 'export const it = 1;',
  'electron/backend/connectors/other/feed.ts': 'export const it = 1;',
  'renderer/features/leads/screen.ts': 'export const it = 1;',
  'scripts/empty.ts': 'export const it = 1;',
  'shared/features/refunds/parts/inner.ts': 'export const it = 1;',
  'shared/features/leads/ringBack.ts': "import { it } from './ring';\nexport const back = it;",
  'test/builders/lead.ts': 'export const it = 1;',
};

describe('each rule of the arrows', () => {
  let folder: string;
  let found: ReadonlySet<string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sirrius-arrows-'));
    const offending = Object.values(OFFENDERS).map(
      ([file, imports]) => [file, `import * as it from '${imports}';\nexport { it };`] as const,
    );
    for (const [file, text] of [...Object.entries(SURROUNDINGS), ...offending]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    // The packages are the project's own, by a link: what lies behind it must keep its name here.
    const { summary } = await cruiseTree(folder, { preserveSymlinks: true });
    found = new Set(summary.violations.map(({ rule, from }) => `${rule.name} in ${from}`));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(RULES.map(({ name }) => name))('%s bites', (name) => {
    const offender = OFFENDERS[name];
    if (offender === undefined) throw new Error(`no offending file proves that ${name} bites`);
    expect([...found]).toContain(`${name} in ${offender[0]}`);
  });
});
