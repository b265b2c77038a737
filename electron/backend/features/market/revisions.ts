import { MINUTE } from '../../../../shared/base/time';
import type { Clock } from '../../kit/clock';
import type { Log } from '../../kit/log';
import type { LiveMarket } from './live';
import { type HistoryRow, repairedMinute } from './minute';

/** After a question without an answer nobody asks for so long, ms. */
const REST = 2 * MINUTE;

export interface RevisionsOptions {
  readonly live: LiveMarket;
  readonly history: { backfill(instrument: string, from: number, to: number): Promise<readonly HistoryRow[]> };
  readonly clock: Clock;
  readonly log: Log;
  /** True once everything before `to` was delivered. */
  readonly isPast: (instrument: string, to: number) => boolean;
}

/** Minutes that were delivered without all their trades: the venue's own row is stored as their revision. */
export class Revisions {
  #notBefore = 0;

  constructor(private readonly options: RevisionsOptions) {}

  async settle(stopped: () => boolean): Promise<void> {
    const { live, clock } = this.options;
    for (const [id, { revisions }] of live.channels) {
      for (const ts of [...revisions]) {
        if (stopped() || clock.now() < this.#notBefore) return;
        if (this.options.isPast(id, ts + MINUTE)) await this.#revise(id, ts, revisions);
      }
    }
  }

  async #revise(id: string, ts: number, revisions: Set<number>): Promise<void> {
    const { live, history, clock, log } = this.options;
    revisions.delete(ts);
    try {
      const rows = await history.backfill(id, ts, ts + MINUTE);
      const row = rows.find((one) => one.ts === ts);
      if (row !== undefined) live.revise(id, repairedMinute(row));
    } catch (error) {
      revisions.add(ts);
      this.#notBefore = clock.now() + REST;
      log.warn('a minute could not be compared with the venue', { instrument: id, ts, error });
    }
  }
}
