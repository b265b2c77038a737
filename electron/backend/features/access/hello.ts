import type { accessContract } from '../../../../shared/features/access/contract';
import type { DataSource } from '../../../../shared/features/market/instrument';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { Call, Handlers } from '../handlers';
import { meOf } from './context';
import { IDLE_LOCK_MINUTES, type Principals } from './principals';

export interface HelloOptions {
  readonly clock: Clock;
  readonly version: string;
  readonly host: 'desktop' | 'web';
  readonly source: () => DataSource;
  readonly startedAt: number;
  readonly backendId: string;
  readonly principals: Principals;
}

/** Who sits before the screen and what runs behind it. */
export function createHello(options: HelloOptions): Pick<Handlers<typeof accessContract>, 'hello' | 'helloChanges'> {
  const { clock, principals, startedAt, backendId } = options;
  const helloOf = (call: Call) => {
    if (call.sessionId === null) return { state: 'signed-in' as const, operator: null, actor: call.actor };
    const { state, operator, actor } = principals.standing(call.sessionId);
    return { state, operator: operator === null ? null : meOf(operator), actor };
  };
  return {
    hello: {
      query: (_, call) => {
        const { state, operator, actor } = helloOf(call);
        return {
          version: options.version,
          state,
          operator,
          permissions: [...actor.permissions],
          steppedUpUntil: actor.steppedUpUntil,
          idleLockMinutes: IDLE_LOCK_MINUTES,
          source: options.source(),
          startedAt,
          backendId,
          host: options.host,
        };
      },
    },
    helloChanges: {
      query: (_, call) => {
        let [last, sequence] = [signature(helloOf(call)), 0];
        return flatten(
          conflate<{ sequence: number }>({
            clock,
            hz: 10,
            signal: call.signal,
            source: (offer) => {
              const look = () => {
                const now = signature(helloOf(call));
                if (now === last) return;
                last = now;
                sequence += 1;
                offer('hello', { sequence });
              };
              // Between the call and the first time it is asked for more, something may have changed already.
              look();
              return principals.changed(look);
            },
          }),
        );
      },
    },
  };
}

/** What a screen would show differently; when somebody was last seen is not that. */
function signature({ state, operator, actor }: { state: string; operator: object | null; actor: Call['actor'] }): string {
  return JSON.stringify([state, { ...operator, lastSeenAt: null }, [...actor.permissions], actor.steppedUpUntil]);
}
