import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { ROOT } from './sourceFiles';

const require = createRequire(import.meta.url);
const inProject = (...path: string[]) => join(ROOT, ...path);

interface Builder {
  getConfig(folder: string, file: string, more: object): Promise<Readonly<Record<string, unknown>>>;
  /** electron-builder's own check against the schema it ships. */
  validateConfiguration(config: object, log: { isEnabled: boolean; add(): void }): Promise<void>;
}
const builder: Builder = require(inProject('node_modules', 'app-builder-lib', 'out', 'util', 'config', 'config.js'));
const log = { isEnabled: false, add: () => undefined };
const config = await builder.getConfig(ROOT, 'electron-builder.yml', {});

describe('the packaging configuration', () => {
  it('is valid for electron-builder', async () => {
    await builder.validateConfiguration(config, log);
  });

  it('is really checked', async () => {
    await expect(builder.validateConfiguration({ ...config, lniux: {} }, log)).rejects.toThrow(/lniux/);
  });

  it('makes AppImage and deb, nsis, and dmg, and names files that exist', () => {
    expect(config).toMatchObject({ linux: { target: ['AppImage', 'deb'] }, win: { target: 'nsis' }, mac: { target: 'dmg' } });
    for (const path of [String(config.afterPack), 'resources/icons/icon.png'])
      expect(existsSync(inProject(path)), path).toBe(true);
  });

  it('starts what the build makes', () => {
    const { main } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { main: string };
    expect(main).toBe('dist/main/main.cjs');
    expect(config.files).toContainEqual(
      expect.objectContaining({ filter: expect.arrayContaining(['dist/**', 'package.json', 'resources/sops/**']) }),
    );
  });
});

describe('what goes along at run time', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;

  it('is native packages only: everything else is bundled', () => {
    const names = Object.keys(dependencies ?? {});
    expect(names.length).toBeGreaterThan(0);
    const native = names.filter(
      (name) =>
        existsSync(inProject('node_modules', name, 'prebuilds')) || existsSync(inProject('node_modules', name, 'binding.gyp')),
    );
    expect(names).toEqual(native);
  });

  it('is pinned exactly, like everything that builds it', () => {
    const versions = Object.entries({ ...dependencies, ...devDependencies });
    expect(versions.filter(([, version]) => !/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('the fuses', () => {
  /** A runtime's wire as it lies in the binary: sentinel, version 1, count, then a byte a fuse (0x30 off, 0x31 on). */
  function fakeRuntime(): string {
    const folder = mkdtempSync(join(tmpdir(), 'sirrius-fuses-'));
    const wire = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('101100011')]);
    writeFileSync(join(folder, 'sirrius-console'), Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]));
    return folder;
  }

  it('are burnt into the packaged runtime', async () => {
    const folder = fakeRuntime();
    const { default: afterPack } = require(inProject('scripts', 'package', 'afterPack.cjs'));
    await afterPack({
      appOutDir: folder,
      electronPlatformName: 'linux',
      packager: { executableName: 'sirrius-console', appInfo: { productFilename: 'Sirrius Console' } },
    });
    const wire = await getCurrentFuseWire(join(folder, 'sirrius-console'));
    expect(wire.version).toBe(FuseVersion.V1);
    const on = Object.entries(wire)
      .filter(([, state]) => state === FuseState.ENABLE)
      .map(([fuse]) => FuseV1Options[Number(fuse)]);
    expect(on).toEqual(['EnableCookieEncryption', 'OnlyLoadAppFromAsar', 'WasmTrapHandlers']);
  });

  it('check the archive where the system can', () => {
    const { fuses } = require(inProject('scripts', 'package', 'fuses.cjs'));
    const checked = (platform: string) => fuses(platform)[FuseV1Options.EnableEmbeddedAsarIntegrityValidation];
    expect([checked('linux'), checked('darwin'), checked('win32')]).toEqual([false, true, true]);
  });
});
