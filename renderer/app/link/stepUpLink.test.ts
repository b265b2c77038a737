import { describe, expect, it } from 'vitest';
import { StepUpLink } from './stepUpLink';

/** A backend that refuses until the second factor was given. */
function backend(refusal: { readonly code: string }, given: { now: boolean }) {
  const calls: string[] = [];
  return {
    calls,
    call: async (path: readonly string[]) => {
      calls.push(path.join('.'));
      if (!given.now) throw refusal;
      return 'done';
    },
  };
}

describe('a call that asks for the second factor again', () => {
  it('is repeated once it was given', async () => {
    const given = { now: false };
    const inner = backend({ code: 'STEP_UP' }, given);
    const link = new StepUpLink(inner, async () => {
      given.now = true;
      return true;
    });
    expect(await link.call(['access', 'invite'], {}, { context: {} })).toBe('done');
    expect(inner.calls).toEqual(['access.invite', 'access.invite']);
  });

  it('fails with the refusal when the person declines, and is sent once', async () => {
    const inner = backend({ code: 'STEP_UP' }, { now: false });
    const link = new StepUpLink(inner, async () => false);
    await expect(link.call(['access', 'invite'], {}, { context: {} })).rejects.toEqual({ code: 'STEP_UP' });
    expect(inner.calls).toHaveLength(1);
  });

  it('leaves every other refusal alone', async () => {
    const inner = backend({ code: 'FORBIDDEN' }, { now: false });
    let asked = 0;
    const link = new StepUpLink(inner, async () => {
      asked += 1;
      return true;
    });
    await expect(link.call(['access', 'invite'], {}, { context: {} })).rejects.toEqual({ code: 'FORBIDDEN' });
    expect(asked).toBe(0);
  });
});
