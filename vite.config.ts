import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig, type EnvironmentOptions } from 'vite';

const root = import.meta.dirname;
const at = (...path: string[]) => resolve(root, ...path);

/** `npm run build -- backend` makes that side alone; without a word all four are made. */
const SIDES = process.env.SIRRIUS_BUILD_SIDES?.split(',');

/** What the runtime brings itself: Node's own modules, Electron's, and the native packages that `dependencies` names. */
const EXTERNAL = ['electron', 'better-sqlite3', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/** The licences of everything bundled travel with it, beside each side's code. */
const LICENCES = { fileName: 'licences.md' };

/** What every screen needs, in one file: it packs better than many and takes one request. */
const CORE = /node_modules\/(react|react-dom|scheduler|react-i18next|i18next|use-sync-external-store|@tanstack|@orpc)\//;

/**
 * A side that runs on Node: everything bundled except natives, so that the packaged app carries no node_modules tree.
 * `consumer: 'server'` keeps Vite from treating it as a page; `noExternal` makes it bundle what a server build would leave out.
 */
function nodeSide(folder: string, entries: Readonly<Record<string, string>>, format: 'es' | 'cjs'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: EXTERNAL, conditions: ['node', 'import', 'module', 'default'] },
    build: {
      outDir: at('dist', folder),
      emptyOutDir: true,
      copyPublicDir: false,
      // The bridge of the windows has nothing of others in it, and its folder holds that one file alone.
      license: folder === 'preload' ? false : LICENCES,
      target: 'node24',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, at(path)])),
        platform: 'node',
        external: EXTERNAL,
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: format === 'cjs' ? 'parts/[name]-[hash].cjs' : 'parts/[name]-[hash].js',
        },
      },
    },
  };
}

/** One file, four builds: the screens, the shell, its bridge, and the backend with its three hosts. `vite build` makes all of them. */
export default defineConfig({
  root: at('renderer'),
  base: '/',
  plugins: [react()],
  css: { postcss: { plugins: [mantine()] } },
  environments: {
    client: {
      build: {
        outDir: at('dist/renderer'),
        emptyOutDir: true,
        target: 'es2024',
        sourcemap: true,
        assetsInlineLimit: 0,
        license: LICENCES,
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'core', test: CORE }] } } },
      },
    },
    main: nodeSide('main', { main: 'electron/main/main.ts' }, 'cjs'),
    preload: nodeSide('preload', { preload: 'electron/preload/preload.ts' }, 'cjs'),
    backend: nodeSide(
      'backend',
      {
        web: 'electron/backend/hosts/web.ts',
        utility: 'electron/backend/hosts/utility.ts',
        cli: 'electron/backend/hosts/cli.ts',
        passwordWorker: 'electron/backend/kit/passwordWorker.ts',
        backtestThread: 'electron/backend/features/backtests/thread.ts',
        backupThread: 'electron/backend/store/backup/thread.ts',
        trainingThread: 'electron/backend/engine/training/thread.ts',
      },
      'es',
    ),
  },
  builder: {
    async buildApp(builder) {
      const sides = Object.values(builder.environments).filter(({ name }) => SIDES === undefined || SIDES.includes(name));
      await Promise.all(sides.map((environment) => builder.build(environment)));
    },
  },
});
