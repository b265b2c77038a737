import { useEffect, useRef, useState } from 'react';
import { client } from '../../app/client';
import { type Verification, verificationOf } from './verification';

/** Walks the chain on demand, with progress; leaving the screen stops the walk. */
export function useVerify() {
  const [verification, setVerification] = useState<Verification | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async () => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setVerification({ state: 'running', checked: 0, total: 0 });
    const last = await walk(control.signal, setVerification);
    if (!control.signal.aborted && last.state === 'running') setVerification({ state: 'interrupted' });
  };
  const stop = () => {
    running.current?.abort();
    setVerification(null);
  };
  return { verification, start: () => void start(), stop };
}

async function walk(signal: AbortSignal, tell: (verification: Verification) => void): Promise<Verification> {
  let last: Verification = { state: 'running', checked: 0, total: 0 };
  try {
    for await (const step of await client.audit.verify(undefined, { signal })) {
      if (signal.aborted) return last;
      last = verificationOf(step);
      tell(last);
    }
  } catch {
    // A lost link ends the walk like a closed stream does: it is told as interrupted, which promises nothing.
    return { state: 'running', checked: 0, total: 0 };
  }
  return last;
}
