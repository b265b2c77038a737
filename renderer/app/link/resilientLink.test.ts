import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from './connection';
import { CALL_LIMIT_MS, ResilientLink } from './resilientLink';
import type { Transport } from './transport';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A link over transports that answer as `answer` says; `cut` loses the one in use. */
async function aLink(answer: (signal: AbortSignal | undefined) => Promise<unknown>) {
  let cut = (_how: 'lost' | 'ended') => {};
  const connect = async (): Promise<Transport> => {
    const closed = Promise.withResolvers<'lost' | 'ended'>();
    cut = closed.resolve;
    return {
      link: { call: (_path, _input, options) => answer(options.signal) },
      closed: closed.promise,
      close: () => closed.resolve('lost'),
    };
  };
  const connection = new Connection(connect, {
    setTimeout: (run, ms) => setTimeout(run, ms),
    clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
    random: () => 1,
  });
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  return { link: new ResilientLink(connection), cut: (how: 'lost' | 'ended' = 'lost') => cut(how), connection };
}

const call = (link: ResilientLink, signal?: AbortSignal) =>
  link.call(['market', 'instruments'], undefined, { context: {}, ...(signal === undefined ? {} : { signal }) });
const kindOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error as { kind?: string }).kind ?? 'other',
  );

describe('a call', () => {
  it('is answered by the transport in use', async () => {
    const { link } = await aLink(async () => 42);
    expect(await call(link)).toBe(42);
  });

  it('fails after ten seconds of silence, and tells the far end to stop', async () => {
    let given: AbortSignal | undefined;
    const { link } = await aLink((signal) => {
      given = signal;
      return new Promise(() => {});
    });
    const kind = kindOf(call(link));
    await vi.advanceTimersByTimeAsync(CALL_LIMIT_MS - 1);
    expect(given?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await kind).toBe('timeout');
    expect(given?.aborted).toBe(true);
  });

  it('fails at once when its transport is lost, instead of hanging', async () => {
    const { link, cut } = await aLink(() => new Promise(() => {}));
    const kind = kindOf(call(link));
    await vi.advanceTimersByTimeAsync(5);
    cut();
    expect(await kind).toBe('unreachable');
  });

  it('made while the link is away waits for the next transport', async () => {
    const { link, cut, connection } = await aLink(async () => 'late');
    cut();
    await vi.advanceTimersByTimeAsync(0);
    expect(connection.state).toBe('reconnecting');
    const answer = call(link);
    await vi.advanceTimersByTimeAsync(300);
    expect(await answer).toBe('late');
  });

  it('passes on that the caller gave up', async () => {
    const caller = new AbortController();
    let given: AbortSignal | undefined;
    const { link } = await aLink((signal) => {
      given = signal;
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped'))));
    });
    const kind = kindOf(call(link, caller.signal));
    await vi.advanceTimersByTimeAsync(5);
    caller.abort();
    expect(await kind).toBe('other');
    expect(given?.aborted).toBe(true);
  });

  it('fails with the end of the session', async () => {
    const { link, cut } = await aLink(() => new Promise(() => {}));
    const kind = kindOf(call(link));
    await vi.advanceTimersByTimeAsync(5);
    cut('ended');
    expect(await kind).toBe('ended');
    expect(await kindOf(call(link))).toBe('ended');
  });
});
