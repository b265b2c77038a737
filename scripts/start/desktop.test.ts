import { describe, expect, it } from 'vitest';
import { addressWatcher, browserCommand } from './browser.ts';
import { findDesktop, hasDisplay } from './desktop.ts';

const found = async () => ({ found: true, program: '/electron' }) as const;
const unasked = async () => {
  throw new Error('the runtime is not looked for where it could not be used');
};

describe('whether the desktop app can open', () => {
  it('needs a display', async () => {
    expect(hasDisplay({ platform: 'linux', env: {} })).toBe(false);
    expect(hasDisplay({ platform: 'linux', env: { DISPLAY: '' } })).toBe(false);
    expect(hasDisplay({ platform: 'linux', env: { DISPLAY: ':0' } })).toBe(true);
    expect(hasDisplay({ platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
    expect(hasDisplay({ platform: 'darwin', env: {} })).toBe(true);
    expect(await findDesktop({ platform: 'linux', env: {}, userId: 1000 }, unasked)).toEqual({
      possible: false,
      why: 'this machine has no display',
    });
  });

  it('does not run as root, whose sandbox cannot hold', async () => {
    const root = { platform: 'linux', env: { DISPLAY: ':0' }, userId: 0 } as const;
    expect(await findDesktop(root, unasked)).toMatchObject({ possible: false, why: expect.stringContaining('root') });
  });

  it('needs the runtime', async () => {
    const desk = { platform: 'linux', env: { DISPLAY: ':0' }, userId: 1000 } as const;
    expect(await findDesktop(desk, found)).toEqual({ possible: true, program: '/electron' });
    expect(await findDesktop(desk, async () => ({ found: false, why: 'no network' }))).toEqual({
      possible: false,
      why: 'no network',
    });
  });
});

describe('the browser', () => {
  it('opens once, on the line that says where, however the line arrives', () => {
    const told: string[] = [];
    const watch = addressWatcher((address) => told.push(address));
    watch('warming up\nSirrius Con');
    watch('sole: http://127.0.0.1:4711/#tok');
    expect(told).toEqual([]);
    watch('en=abc\nmore\n');
    watch('Sirrius Console: http://127.0.0.1:1/#token=x\n');
    expect(told).toEqual(['http://127.0.0.1:4711/#token=abc']);
  });

  it('opens nothing that is not our own address', () => {
    const told: string[] = [];
    const watch = addressWatcher((address) => told.push(address));
    watch('Sirrius Console: https://example.org/\nSirrius Console: http://127.0.0.1.example.org:80/\n');
    expect(told).toEqual([]);
  });

  it('is the system’s own', () => {
    const address = 'http://127.0.0.1:1/#token=x';
    expect(browserCommand('linux', address)).toEqual(['xdg-open', address]);
    expect(browserCommand('darwin', address)).toEqual(['open', address]);
    expect(browserCommand('win32', address)[0]).toBe('cmd');
  });
});
