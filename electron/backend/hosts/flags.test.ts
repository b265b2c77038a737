import { describe, expect, it } from 'vitest';
import { BadFlags, readHostFlags } from './flags';
import { languageOf, refusalSentence } from './refused';

describe('the flags of the hosts', () => {
  it('have defaults, and take a feed by word or by file', () => {
    expect(readHostFlags([])).toEqual({ port: 0, dataDir: null, feed: { kind: 'auto' } });
    expect(readHostFlags(['--port', '8080', '--data-dir', '/d', '--feed', 'live', '--no-open'])).toEqual({
      port: 8080,
      dataDir: '/d',
      feed: { kind: 'live' },
    });
    expect(readHostFlags(['--feed', 'x.csv', '--instrument', 'btcusdt', '--speed', '60']).feed).toEqual({
      kind: 'file',
      path: 'x.csv',
      instrument: 'BTCUSDT',
      speed: 60,
    });
  });

  it.each([
    [['--port', '70000']],
    [['--port', 'x']],
    [['--feed', 'x.csv']],
    [['--instrument', 'BTCUSDT']],
    [['--feed', 'x.csv', '--instrument', 'B/T']],
    [['--feed', 'x.csv', '--instrument', 'BTCUSDT', '--speed', '0']],
    [['--feed', 'x.csv', '--instrument', 'BTCUSDT', '--speed', '1001']],
    [['--unknown']],
    [['stray']],
  ])('refuses %j in one sentence', (args) => {
    expect(() => readHostFlags(args)).toThrow(BadFlags);
    try {
      readHostFlags(args);
    } catch (error) {
      expect(refusalSentence(error, {}, 0)).toMatch(/^[^\n]+$/);
    }
  });

  it('say what a person can put right, in their language, and call the rest a bug', () => {
    const taken = Object.assign(new Error('listen'), { code: 'EADDRINUSE' });
    expect(refusalSentence(taken, { LANG: 'fr_FR.UTF-8' }, 8080)).toContain('Le port 8080 est déjà pris');
    expect(refusalSentence(taken, { LANG: 'en_GB.UTF-8' }, 8080)).toContain('Port 8080 is already taken');
    expect(refusalSentence(new Error('a bug'), {}, 0)).toBeNull();
    expect([languageOf({}), languageOf({ LANG: 'C' }), languageOf({ LC_ALL: 'en_US' })]).toEqual(['fr', 'fr', 'en']);
  });
});
