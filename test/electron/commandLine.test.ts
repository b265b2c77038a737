import { describe, expect, it } from 'vitest';
import { runCli } from '../../electron/main/cli';
import { readCommandLine } from '../../electron/main/commandLine';
import { deepLinkInArguments, deepLinkPath } from '../../electron/main/deepLinks';
import { electronDouble } from './double';

const ID = '0123456789abcdef0123456789abcdef';

describe('the command line of the desktop app', () => {
  it('hands the feed on and keeps the data directory apart', () => {
    const args = [
      '--ozone-platform=x11',
      '--feed',
      '/tape.csv',
      '--instrument=BTCUSDT',
      '--speed',
      '60',
      '--data-dir',
      '/data',
      '--port',
      '1',
    ];
    expect(readCommandLine(args)).toEqual({
      cli: null,
      backend: ['--feed', '/tape.csv', '--instrument', 'BTCUSDT', '--speed', '60'],
      dataDir: '/data',
    });
  });

  it('opens windows when it is given nothing', () => {
    expect(readCommandLine([])).toEqual({ cli: null, backend: [], dataDir: null });
    expect(readCommandLine(['--feed']).backend, 'a flag without its value').toEqual([]);
  });

  it('leaves everything after --cli to the terminal command', () => {
    expect(readCommandLine(['--cli', 'replay', '--data-dir', 'x']).cli).toEqual(['replay', '--data-dir', 'x']);
  });

  it('ends with the exit code of the terminal command', async () => {
    const electron = electronDouble();
    await runCli(electron.api, '/dist/backend/cli.js', ['verify']);
    const [child] = electron.children;
    expect(child?.entry).toBe('/dist/backend/cli.js');
    expect(child?.args).toEqual(['verify']);
    expect(child?.options.stdio).toBe('inherit');
    child?.exits(3);
    expect(electron.seen.calls).toContain('exit 3');
  });
});

describe('deep links', () => {
  it('lead to a signal', () => {
    expect(deepLinkPath(`sirrius://signal/${ID}`)).toBe(`/signals/${ID}`);
    expect(deepLinkPath(`sirrius://signal/${ID}/`)).toBe(`/signals/${ID}`);
    expect(deepLinkInArguments(['--flag', 'x', `sirrius://signal/${ID}`])).toBe(`/signals/${ID}`);
    expect(deepLinkInArguments(['--flag'])).toBeNull();
  });

  it.each([
    'sirrius://signal/',
    `sirrius://signal/${ID}0`,
    `sirrius://signal/${ID}?x=1`,
    `sirrius://signal/${ID}#x`,
    `sirrius://signal/../${ID}`,
    `sirrius://settings/${ID}`,
    `sirrius://signal/${ID.toUpperCase()}`,
    `https://signal/${ID}`,
    `xsirrius://signal/${ID}`,
    `sirrius://signal/${ID}\n`,
    `javascript:sirrius://signal/${ID}`,
    '',
  ])('refuse %j', (link) => {
    expect(deepLinkPath(link)).toBeNull();
  });
});
