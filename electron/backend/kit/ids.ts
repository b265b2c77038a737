import { uuidV7 } from '../../../shared/base/ids';
import type { Clock } from './clock';
import { randomBytes } from './random';

/** Makes the keys of records: UUIDv7, in the order they were asked for. */
export type Ids = () => string;

/**
 * Identifiers that sort in the order of creation within a process, also inside one millisecond
 * and when the machine's clock is set back (RFC 9562 §6.2, method 1: a counter in the bits after the time).
 */
export function systemIds(clock: Pick<Clock, 'now'>, random: (count: number) => Uint8Array = randomBytes): Ids {
  let lastAt = -1;
  let counter = 0;
  return () => {
    const at = clock.now();
    if (at > lastAt) {
      lastAt = at;
      counter = 0;
    } else {
      counter += 1;
      // 12 bits of counter are used up: borrow the next millisecond rather than repeat or disorder.
      if (counter > 0xfff) {
        lastAt += 1;
        counter = 0;
      }
    }
    const tail = Uint8Array.from(random(10));
    tail[0] = counter >> 8;
    tail[1] = counter & 0xff;
    return uuidV7(lastAt, tail);
  };
}
