import { useEffect } from 'react';
import { client } from '../client';
import { IdleWatch } from './idle';

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const CHECK_MS = 5_000;
/** Moves of a mouse come by the hundred; one in this time is enough. */
const SPARE_MS = 1_000;
const CHANNEL = 'sirrius.activity';

/** Locks this session when nobody has touched any window of the console for so long; 0 minutes never. */
export function useIdleLock(minutes: number): void {
  useEffect(() => {
    if (minutes <= 0) return;
    const watch = new IdleWatch(Date.now(), minutes);
    const others = new BroadcastChannel(CHANNEL);
    let spoken = 0;
    let locking = false;
    const lock = () => {
      if (locking) return;
      locking = true;
      // Not reached just now: the next check tries again.
      client.access.lock().catch(() => {
        locking = false;
      });
    };
    const touched = () => {
      const now = Date.now();
      if (now - spoken < SPARE_MS) return;
      spoken = now;
      if (watch.touch(now)) others.postMessage(now);
      else lock();
    };
    const check = () => {
      if (watch.isIdle(Date.now())) lock();
    };
    others.addEventListener('message', (event: MessageEvent<number>) => watch.touch(event.data));
    for (const touch of TOUCHES) document.addEventListener(touch, touched, { capture: true, passive: true });
    document.addEventListener('visibilitychange', check);
    const timer = setInterval(check, CHECK_MS);
    return () => {
      clearInterval(timer);
      others.close();
      document.removeEventListener('visibilitychange', check);
      for (const touch of TOUCHES) document.removeEventListener(touch, touched, { capture: true });
    };
  }, [minutes]);
}
