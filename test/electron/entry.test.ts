import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronDouble, WindowDouble } from './double';

/** Electron's module itself is the vendor here: it only exists inside its runtime. */
let electron: ReturnType<typeof electronDouble>;

const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  electron = electronDouble();
  vi.doMock('electron', () => electron.api);
  electron.facts.userData = mkdtempSync(join(tmpdir(), 'sirrius-entry-'));
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the entry of the desktop app', () => {
  it('starts the console with the built sides beside it', async () => {
    await import('../../electron/main/main');
    await settled();
    const [window] = WindowDouble.created;
    expect(window?.options.webPreferences?.preload).toMatch(/electron[\\/]preload[\\/]preload\.cjs$/);
    expect(electron.children[0]?.entry).toMatch(/backend[\\/]utility\.js$/);
  });

  it('starts a fallen backend again in real time', async () => {
    electron.facts.packaged = false;
    await import('../../electron/main/main');
    await settled();
    electron.children[0]?.exits(1);
    vi.advanceTimersByTime(499);
    expect(electron.children).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(electron.children).toHaveLength(2);
  });

  it.each([
    [new Error('no such folder'), /no such folder/],
    ['a thrown text', /^a thrown text$/],
  ])('says what is wrong and ends when it cannot start: %s', async (fault, sentence) => {
    electron.api.app.getLocale = () => {
      throw fault;
    };
    await import('../../electron/main/main');
    await settled();
    expect(electron.seen.errors[0]).toMatch(sentence);
    expect(electron.seen.calls).toContain('exit 1');
  });

  it('shows the message of a fault that carries no trace', async () => {
    const fault = new Error('bare');
    Reflect.deleteProperty(fault, 'stack');
    electron.api.app.getLocale = () => {
      throw fault;
    };
    await import('../../electron/main/main');
    await settled();
    expect(electron.seen.errors).toEqual(['bare']);
  });
});
