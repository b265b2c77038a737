import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadUsage, parseStartFlags } from './flags.ts';

const folder = mkdtempSync(join(tmpdir(), 'sirrius-flags-'));
writeFileSync(join(folder, 'tape.csv'), 'ts,open,high,low,close\n');

describe('the command line of npm start', () => {
  it('opens what there is when it is given nothing', () => {
    expect(parseStartFlags([], folder)).toEqual({ web: false, open: true, backend: [] });
  });

  it('hands the backend its own flags, with whole paths', () => {
    const args = [
      '--web',
      '--no-open',
      '--port',
      '0',
      '--data-dir',
      'data',
      '--feed',
      'tape.csv',
      '--instrument',
      'BTCUSDT',
      '--speed',
      '2.5',
    ];
    expect(parseStartFlags(args, folder)).toEqual({
      web: true,
      open: false,
      backend: [
        '--port',
        '0',
        '--data-dir',
        join(folder, 'data'),
        '--feed',
        join(folder, 'tape.csv'),
        '--instrument',
        'BTCUSDT',
        '--speed',
        '2.5',
      ],
    });
  });

  it.each(['live', 'simulation'])('knows the feed %s', (feed) => {
    expect(parseStartFlags(['--feed', feed], folder).backend).toEqual(['--feed', feed]);
  });

  it.each([
    [['--bogus'], /bogus/],
    [['again'], /again/],
    [['--port'], /port/],
    [['--port', '65536'], /--port takes/],
    [['--port', '-1'], /port/],
    [['--port', '80x'], /--port takes/],
    [['--data-dir', ' '], /--data-dir takes a directory/],
    [['--feed', 'absent.csv', '--instrument', 'X'], /a file that can be read/],
    [['--feed', '.', '--instrument', 'X'], /a file that can be read/],
    [['--feed', 'tape.csv'], /--instrument/],
    [['--feed', 'tape.csv', '--instrument', '../x y'], /--instrument takes/],
    [['--feed', 'tape.csv', '--instrument', 'X', '--speed', '0'], /--speed takes/],
    [['--feed', 'tape.csv', '--instrument', 'X', '--speed', '1001'], /--speed takes/],
    [['--speed', '5'], /only goes with --feed FILE/],
    [['--feed', 'live', '--instrument', 'BTCUSDT'], /only goes with --feed FILE/],
  ] as const)('refuses %j with one line', (args, sentence) => {
    const parse = () => parseStartFlags(args, folder);
    expect(parse).toThrow(BadUsage);
    expect(parse).toThrow(sentence);
    expect(parse).not.toThrow(/\n/);
  });
});
