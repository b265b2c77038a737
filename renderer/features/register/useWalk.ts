import { useEffect, useRef, useState } from 'react';
import { client } from '../../app/client';

export type Walk =
  | { readonly state: 'running'; readonly checked: number; readonly total: number }
  | { readonly state: 'holds'; readonly checked: number }
  | { readonly state: 'broken'; readonly sequence: number; readonly reason: string }
  /** It ended before the end of the chain: nothing is known. */
  | { readonly state: 'interrupted' };

/** Walks the register on demand, with progress; leaving the screen stops the walk. */
export function useWalk() {
  const [walk, setWalk] = useState<Walk | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async () => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setWalk({ state: 'running', checked: 0, total: 0 });
    let ended = false;
    try {
      for await (const { checked, total, finished, broken } of await client.register.verify(undefined, {
        signal: control.signal,
      })) {
        if (control.signal.aborted) return;
        ended = finished;
        if (broken !== null) setWalk({ state: 'broken', ...broken });
        else setWalk(finished ? { state: 'holds', checked } : { state: 'running', checked, total });
      }
    } catch {
      // A lost link promises nothing.
      ended = false;
    }
    if (!ended && !control.signal.aborted) setWalk({ state: 'interrupted' });
  };
  const stop = () => {
    running.current?.abort();
    setWalk(null);
  };
  return { walk, start: () => void start(), stop };
}
