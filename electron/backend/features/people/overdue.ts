import type { Clock, Timer } from '../../kit/clock';
import type { Commands, Reader } from '../../store/types';
import { markAlerted } from './reviewStore';
import { reviewDue } from './reviews';

export interface OverdueOptions {
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly timeZone: () => string;
}

/** Often enough for a matter of days, and a machine that slept is not waited for. */
const LOOK_EVERY = 3_600_000;

/** Tells once of every quarter that its review is overdue; the next quarter is told of again. */
export function watchReviews(options: OverdueOptions): { start(): void; stop(): void } {
  let timer: Timer | null = null;
  return {
    start() {
      look(options);
      timer = options.clock.setInterval(() => look(options), LOOK_EVERY);
    },
    stop: () => timer?.cancel(),
  };
}

function look({ read, commands, clock, timeZone }: OverdueOptions): void {
  const { period, state } = reviewDue(read, clock.now(), timeZone());
  if (state !== 'overdue') return;
  const told = read.get(read.db.selectFrom('access_review_alerts').select('at').where('period', '=', period));
  if (told !== undefined) return;
  const request = { actor: 'system:people', action: 'people.reviewOverdue', input: { period }, subject: period };
  commands.run(request, (tx) => {
    if (!markAlerted(tx, period)) return;
    tx.fact('access.review-overdue', period, { notify: true, simulated: false, values: { period } });
  });
}
