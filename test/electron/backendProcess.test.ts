import { beforeEach, describe, expect, it } from 'vitest';
import { type Backend, startBackend } from '../../electron/main/backendProcess';
import { followPower } from '../../electron/main/power';
import { createSecrets } from '../../electron/main/secrets';
import type { BackendState } from '../../shared/base/shell';
import { type ChildDouble, ContentsDouble, electronDouble } from './double';

let electron: ReturnType<typeof electronDouble>;
let backend: Backend;
let states: BackendState[];
let planned: { act: () => void; ms: number }[];
let now: number;

beforeEach(() => {
  electron = electronDouble();
  states = [];
  planned = [];
  now = 1_000;
  backend = startBackend(electron.api, {
    entry: '/dist/backend/utility.js',
    args: ['--data-dir', '/data'],
    secrets: createSecrets(electron.api, 'linux'),
    onState: (state) => states.push(state),
    schedule: (act, ms) => planned.push({ act, ms }),
    now: () => now,
  });
});

const child = (index = 0): ChildDouble => {
  const found = electron.children[index];
  if (found === undefined) throw new Error(`no backend was started ${index + 1} times`);
  return found;
};
const page = () => new ContentsDouble();
const asContents = (double: ContentsDouble) => double as Parameters<Backend['connect']>[0];

describe('the way from a page to the backend', () => {
  it('hands one end of a fresh channel to each side', () => {
    child().says({ type: 'ready' });
    const [first, second] = [page(), page()];
    backend.connect(asContents(first));
    backend.connect(asContents(second));
    expect(child().posted).toEqual([
      { message: { type: 'connect' }, ports: [{ channel: 1, end: 1 }] },
      { message: { type: 'connect' }, ports: [{ channel: 2, end: 1 }] },
    ]);
    expect(first.posted).toEqual([{ channel: 'shell:port', message: null, ports: [{ channel: 1, end: 2 }] }]);
    expect(second.posted).toEqual([{ channel: 'shell:port', message: null, ports: [{ channel: 2, end: 2 }] }]);
  });

  it('keeps a page waiting until the backend listens, once, and forgets a page that is gone', () => {
    const [early, gone] = [page(), page()];
    backend.connect(asContents(early));
    backend.connect(asContents(early));
    backend.connect(asContents(gone));
    gone.destroyed = true;
    expect(child().posted).toEqual([]);
    child().says({ type: 'ready' });
    expect(early.posted).toHaveLength(1);
    expect(gone.posted).toEqual([]);
    expect(backend.state).toEqual({ state: 'ready' });
  });
});

describe('a backend that falls', () => {
  it('is started again, each time after twice the wait, up to half a minute', () => {
    for (let fall = 0; fall < 9; fall += 1) {
      child(fall).exits(1);
      planned.at(-1)?.act();
    }
    expect(planned.map(({ ms }) => ms)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    expect(electron.children).toHaveLength(10);
    expect(states[1]).toEqual({ state: 'restarting', attempt: 1, retryInMs: 500 });
    expect(states[2]).toEqual({ state: 'starting' });
  });

  it('starts from the shortest wait again after a sound minute', () => {
    child().exits(1);
    planned[0]?.act();
    now += 60_000;
    child(1).exits(1);
    expect(states.at(-1)).toEqual({ state: 'restarting', attempt: 1, retryInMs: 500 });
  });

  it('serves pages that asked in between', () => {
    child().says({ type: 'ready' });
    child().exits(9);
    const waiting = page();
    backend.connect(asContents(waiting));
    planned[0]?.act();
    child(1).says({ type: 'ready' });
    expect(waiting.posted).toHaveLength(1);
    expect(child(1).posted).toHaveLength(1);
  });

  it('is left alone when it said why it cannot run', () => {
    child().says({ type: 'refused', sentence: 'The data directory is in use.' });
    expect(child().posted, 'told that it was heard').toEqual([{ message: { type: 'stop' }, ports: [] }]);
    child().exits(2);
    expect(planned).toEqual([]);
    expect(backend.state).toEqual({ state: 'refused', sentence: 'The data directory is in use.' });
  });
});

describe('stopping', () => {
  it('asks, waits for the end, and starts nothing any more', async () => {
    const stopped = backend.stop();
    expect(child().posted).toEqual([{ message: { type: 'stop' }, ports: [] }]);
    child().exits(0);
    await stopped;
    expect(states).toEqual([{ state: 'starting' }]);
  });

  it('uses force after five seconds', () => {
    void backend.stop();
    expect(planned[0]?.ms).toBe(5000);
    planned[0]?.act();
    expect(child().killed).toBe(true);
  });

  it('has nothing to wait for between a fall and the next start', async () => {
    child().exits(1);
    await backend.stop();
    planned[0]?.act();
    expect(electron.children, 'a start that was already planned').toHaveLength(1);
    backend.tell({ type: 'resume' });
  });
});

describe('sleep and waking', () => {
  it('reaches the backend as it happens', () => {
    followPower(electron.api, backend);
    electron.power.emit('suspend');
    electron.power.emit('resume');
    expect(child().posted.map(({ message }) => message)).toEqual([{ type: 'suspend' }, { type: 'resume' }]);
  });
});

describe('secrets', () => {
  const results = () => child().posted.map(({ message }) => message);
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('are sealed and opened for the backend with the key ring', async () => {
    child().says({ type: 'vault', id: '1', act: 'seal', text: 'secret' });
    await settled();
    expect(results()).toEqual([{ type: 'vault', id: '1', result: { ok: true, text: Buffer.from('terces').toString('base64') } }]);
    child().says({ type: 'vault', id: '2', act: 'open', text: Buffer.from('terces').toString('base64') });
    await settled();
    expect(results()[1]).toEqual({ type: 'vault', id: '2', result: { ok: true, text: 'secret' } });
  });

  it('are refused where Linux would hide them under a key that is printed in a source file', async () => {
    electron.facts.storage.backend = 'basic_text';
    expect(await createSecrets(electron.api, 'linux').state()).toBe('weak');
    expect(await createSecrets(electron.api, 'linux').seal('x')).toEqual({ ok: false, state: 'weak' });
  });

  it('do not ask for the Linux backend elsewhere, where the call does not exist', async () => {
    electron.facts.storage.backend = 'basic_text';
    expect(await createSecrets(electron.api, 'darwin').state()).toBe('protected');
  });

  it('tell a locked key ring apart, also when it closes half-way', async () => {
    electron.facts.storage.broken = true;
    expect(await createSecrets(electron.api, 'win32').seal('x')).toEqual({ ok: false, state: 'locked' });
    electron.facts.storage.open = false;
    expect(await createSecrets(electron.api, 'win32').open('eA==')).toEqual({ ok: false, state: 'locked' });
  });
});
