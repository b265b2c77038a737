import { type Errand, ErrandCancelled } from './worker';

export interface Pool {
  /** Sends the errand when one of the pool's places is free; until then it waits, and may be called off. */
  run<Answer>(send: () => Errand<Answer>): Errand<Answer>;
}

/** At most `places` errands at once, in the order they were asked for: heavy work leaves the machine its breath. */
export function createPool(places: number): Pool {
  const waiting: (() => void)[] = [];
  let busy = 0;
  const leave = () => {
    busy -= 1;
    waiting.shift()?.();
  };
  return {
    run<Answer>(send: () => Errand<Answer>): Errand<Answer> {
      let sent: Errand<Answer> | null = null;
      let cancelled = false;
      const turn = new Promise<void>((resolve) => {
        const enter = () => {
          busy += 1;
          resolve();
        };
        if (busy < places) enter();
        else waiting.push(enter);
      });
      const answer = turn.then(async () => {
        try {
          if (cancelled) throw new ErrandCancelled('cancelled');
          sent = send();
          return await sent.answer;
        } finally {
          leave();
        }
      });
      return {
        answer,
        cancel() {
          cancelled = true;
          sent?.cancel();
        },
      };
    },
  };
}
