import type { FeedConnection } from '../../../shared/features/monitoring/contract';
import type { Link } from './link';

type State = FeedConnection['state'];

/** What a screen wants to know of a lane, kept over its changing links. */
export class LaneJournal {
  state: State = 'closed';
  reconnects = 0;
  retryAt: number | null = null;
  lastError: string | null = null;
  #messagesBefore = 0;
  #rate = { at: 0, count: 0, perSecond: 0 };

  constructor(
    private readonly id: string,
    private readonly venue: string,
    private readonly subscriptions: number,
    private since: number,
  ) {}

  /** False when it was in that state already. */
  enter(state: State, now: number): boolean {
    if (this.state === state) return false;
    this.state = state;
    this.since = now;
    return true;
  }

  /** A link has gone; its messages stay counted. */
  retired(link: Link): void {
    this.#messagesBefore += link.messages;
  }

  /** Messages a second since the last look at least a second ago. */
  measure(link: Link | null, now: number): void {
    const elapsed = now - this.#rate.at;
    if (elapsed < 1000) return;
    const count = this.#count(link);
    const perSecond = this.#rate.at === 0 ? 0 : ((count - this.#rate.count) * 1000) / elapsed;
    this.#rate = { at: now, count, perSecond: Math.round(perSecond * 10) / 10 };
  }

  describe(link: Link | null): FeedConnection {
    return {
      id: this.id,
      venue: this.venue,
      state: this.state,
      since: this.since,
      reconnects: this.reconnects,
      latencyMs: link?.latency() ?? null,
      lastExchangeAt: link !== null && Number.isFinite(link.lastExchangeAt) ? link.lastExchangeAt : null,
      lastArrivalAt: link?.lastArrivalAt ?? null,
      messages: this.#count(link),
      perSecond: this.#rate.perSecond,
      subscriptions: this.subscriptions,
      retryAt: this.retryAt,
      lastError: this.lastError,
    };
  }

  #count(link: Link | null): number {
    return this.#messagesBefore + (link?.messages ?? 0);
  }
}
