/**
 * Where the arrows point (docs/architecture.md). Each rule is proven to bite by test/architecture/arrows.test.ts.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const TESTS = '\\.test\\.tsx?$';

module.exports = {
  forbidden: [
    {
      name: 'shared-is-pure',
      comment: 'What things mean runs anywhere: no process, no platform, no library but the contract builder and zod.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TESTS },
      to: { pathNot: ['^shared/', '^node_modules/(zod|@orpc/contract)/'] },
    },
    {
      name: 'features-are-strangers',
      comment: 'A feature knows of another one only what its contract says; to ask there are ports, to hear there are facts.',
      severity: 'error',
      from: { path: '^(electron/backend|renderer)/features/([^/]+)/', pathNot: TESTS },
      to: { path: '^(electron/backend|renderer)/features/([^/]+)/', pathNot: '^$1/features/$2/' },
    },
    {
      name: 'features-are-strangers-in-meaning',
      comment:
        "In shared, a feature may read another one's contract and types (files beside its contract), never what lies in its folders.",
      severity: 'error',
      from: { path: '^shared/features/([^/]+)/', pathNot: TESTS },
      to: { path: '^shared/features/([^/]+)/[^/]+/', pathNot: '^shared/features/$1/' },
    },
    {
      name: 'backend-runs-without-electron',
      comment: 'The backend is plain Node: the same behind a window, a web host and a terminal.',
      severity: 'error',
      from: { path: '^electron/backend/' },
      to: { path: ['^electron/(main|preload)/', '^electron$', '^node_modules/electron/'] },
    },
    {
      name: 'renderer-never-sees-electron',
      comment: 'Screens talk to the backend through the typed client only.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^electron(/|$)', '^node_modules/electron/', '^node_modules/(better-sqlite3|pino|ws|kysely)/'] },
    },
    {
      name: 'shell-has-no-business',
      comment: "Main and preload open windows and hand over ports; decisions and data are the backend's.",
      severity: 'error',
      from: { path: '^electron/(main|preload)/', pathNot: TESTS },
      to: { path: ['^electron/backend/', '^renderer/', '^shared/features/', '^node_modules/(better-sqlite3|kysely)/'] },
    },
    {
      name: 'kit-is-the-floor',
      comment: 'Time, chance and network are handed up from kit, which therefore stands on nothing of ours but meaning.',
      severity: 'error',
      from: { path: '^electron/backend/kit/', pathNot: TESTS },
      to: { path: '^electron/', pathNot: '^electron/backend/kit/' },
    },
    {
      name: 'connectors-know-only-kit',
      comment: 'A connector turns the wire into our words, nothing else: one vendor can be replaced without reading another.',
      severity: 'error',
      from: { path: '^electron/backend/connectors/([^/]+)/', pathNot: TESTS },
      to: {
        path: '^(electron|renderer)/',
        pathNot: ['^electron/backend/kit/', '^electron/backend/connectors/$1/', '^electron/backend/connectors/[^/]+\\.ts$'],
      },
    },
    {
      name: 'features-take-ports-not-vendors',
      comment: 'A feature asks through a port that compose fills; it never names a vendor.',
      severity: 'error',
      from: { path: '^electron/backend/(features|engine|store)/', pathNot: TESTS },
      to: {
        path: [
          '^electron/backend/connectors/',
          '^electron/backend/simulator/',
          '^electron/backend/hosts/',
          '^electron/backend/compose\\.ts$',
        ],
      },
    },
    {
      name: 'engine-knows-kit-and-meaning',
      comment: 'The kernel is pure: storage and network sit outside and hand results in as events.',
      severity: 'error',
      from: { path: '^electron/backend/engine/', pathNot: TESTS },
      to: { path: '^(electron|renderer)/', pathNot: ['^electron/backend/(engine|kit)/'] },
    },
    {
      name: 'only-store-opens-sqlite',
      comment: 'One place knows pragmas, durability and read-only connections.',
      severity: 'error',
      from: { pathNot: ['^electron/backend/store/', '^test/', TESTS] },
      to: { path: ['^node_modules/better-sqlite3/', '^sqlite$', '^node:sqlite$'] },
    },
    {
      name: 'ui-knows-no-feature',
      comment: 'The design system is the same for every noun.',
      severity: 'error',
      from: { path: '^renderer/ui/', pathNot: TESTS },
      to: { path: ['^renderer/(features|app)/', '^shared/features/'] },
    },
    {
      name: 'production-never-imports-tests',
      comment: 'What ships never leans on fakes or builders.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer|scripts)/', pathNot: [TESTS, '^scripts/test/'] },
      to: { path: ['^test/', TESTS, '^node_modules/(vitest|fast-check|playwright-core|@axe-core)/'] },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle hides which file is the lower one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere fails here, not on a user’s machine.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: ['^node_modules'] },
    exclude: { path: ['^dist/', '^out/'] },
    tsConfig: { fileName: 'tsconfig.test.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
