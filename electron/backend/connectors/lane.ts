import type { FeedConnection } from '../../../shared/features/monitoring/contract';
import { Backoff } from '../kit/backoff';
import type { Timer } from '../kit/clock';
import { Hole } from './hole';
import { LaneJournal } from './journal';
import type { LaneOptions, LaneProtocol } from './laneOptions';
import { Link } from './link';

type State = FeedConnection['state'];
const OVERSIZED_CODE = 1009;
/** So many frames in a row from another day are no slip: what lies between is a hole, and a new connection tells it. */
const JUMPS_BELIEVED = 3;

/**
 * Keeps one set of subscriptions alive on a venue, with one socket usually and two while one replaces the other:
 * the successor is made first, both deliver (the receiver drops duplicates), and the old one goes when the new one is complete.
 */
export class Lane {
  #primary: Link | null = null;
  #successor: Link | null = null;
  #attempt: Timer | null = null;
  #checks: Timer | null = null;
  #retireAt = Number.POSITIVE_INFINITY;
  /** The successor that has delivered from after the told hole on. */
  #toldTo: Link | null = null;
  readonly #journal: LaneJournal;
  readonly #hole: Hole;
  readonly #backoff: Backoff;
  readonly #leaving = new Set<Promise<void>>();

  constructor(
    private readonly options: LaneOptions,
    private readonly protocol: LaneProtocol,
  ) {
    this.#backoff = new Backoff(options.backoff, options.random);
    this.#journal = new LaneJournal(options.id, options.venue, protocol.subscriptions, options.clock.now());
    this.#hole = new Hole((from) => protocol.hole(from));
  }

  get id(): string {
    return this.options.id;
  }

  /** Two sockets deliver the same: duplicates are expected. */
  get overlapping(): boolean {
    return this.#successor !== null || this.#leaving.size > 0;
  }

  start(): void {
    if (this.#checks !== null) return;
    this.#checks = this.options.clock.setInterval(() => this.#check(), this.options.times.checkEveryMs);
    this.#enter('connecting');
    this.#connectSoon(0);
  }

  async stop(): Promise<void> {
    this.#checks?.cancel();
    this.#checks = null;
    this.#cancelAttempt();
    for (const link of [this.#primary, this.#successor]) if (link !== null) this.#leave(link, true);
    this.#primary = null;
    this.#successor = null;
    this.#enter('closed');
    await Promise.all(this.#leaving);
  }

  /** A new connection at once: in place of the waiting one, or as the successor of a live one. */
  reconnect(): void {
    if (this.#checks === null) return;
    if (this.#successor !== null) this.#leave(this.#successor, false);
    this.#successor = null;
    if (this.#primary !== null && this.#primary.openedAt === null) {
      this.#leave(this.#primary, false);
      this.#primary = null;
    }
    this.#connectSoon(0);
  }

  /** The next connection is made now because the venue announced its end; what arrives until then is used. */
  retireNow(link: Link): void {
    if (link === this.#primary && this.#successor === null && this.#attempt === null) this.#connectSoon(0);
  }

  describe(): FeedConnection {
    this.#primary?.observe(this.options.clock.now());
    return this.#journal.describe(this.#primary);
  }

  #enter(state: State): void {
    if (this.#journal.enter(state, this.options.clock.now())) this.protocol.state(this.describe());
  }

  #cancelAttempt(): void {
    this.#attempt?.cancel();
    this.#attempt = null;
    this.#journal.retryAt = null;
  }

  #connectSoon(delay: number): void {
    this.#cancelAttempt();
    const { clock, attempts } = this.options;
    const wait = Math.max(delay, attempts.wait(clock.now()));
    if (wait === 0) {
      this.#connect();
      return;
    }
    this.#journal.retryAt = clock.now() + wait;
    this.#attempt = clock.setTimeout(() => this.#connectSoon(0), wait);
  }

  #connect(): void {
    const { clock, open, limits, attempts } = this.options;
    attempts.spend(clock.now());
    const link = new Link(
      clock,
      open,
      this.protocol.url(),
      limits,
      {
        opened: (opened) => this.protocol.opened(opened),
        message: (data, from) => this.#onMessage(data, from),
        lost: (lost, code, reason) => this.#onLost(lost, code, reason),
      },
      this.protocol.subscriptions,
    );
    if (this.#primary === null) {
      this.#setPrimary(link);
      this.#enter('connecting');
    } else {
      this.#successor = link;
    }
  }

  #setPrimary(link: Link): void {
    const { lifetimeMs, lifetimeJitterMs } = this.options.times;
    this.#primary = link;
    this.#retireAt = link.bornAt + lifetimeMs - this.options.random() * lifetimeJitterMs;
  }

  #onMessage(data: Buffer, link: Link): void {
    if (link === this.#primary && this.#journal.state === 'connecting') this.#becameLive();
    if (link === this.#successor && link.messages === 1) this.#tellFailure(link);
    this.protocol.message(data, link);
    if (link === this.#successor) this.#considerSuccessor(link);
  }

  #becameLive(): void {
    this.#hole.end();
    this.#enter('live');
  }

  /** What a failing connection missed is told before its successor delivers the first tick. */
  #tellFailure(successor: Link): void {
    const old = this.#primary;
    if (old === null || !this.#isFailing(old)) return;
    this.#hole.begin(old.lastExchangeAt);
    this.#hole.end();
    this.#toldTo = successor;
  }

  #onLost(link: Link, code: number, reason: string): void {
    const error = reason === '' ? `closed with code ${code}` : reason;
    this.#journal.lastError = error;
    if (code === OVERSIZED_CODE) this.protocol.oversized(error);
    if (link === this.#successor) {
      this.#successor = null;
      this.#connectSoon(this.#backoff.next());
      return;
    }
    if (link !== this.#primary) return;
    this.#rememberLoss(link);
    this.#primary = null;
    if (this.#successor === null) this.#wait();
    else this.#promote(this.#successor);
  }

  #rememberLoss(link: Link): void {
    this.#journal.retired(link);
    if (this.#successor === null || this.#toldTo !== this.#successor) this.#hole.begin(link.lastExchangeAt);
    const lived = this.options.clock.now() - (link.openedAt ?? Number.POSITIVE_INFINITY);
    if (lived >= this.options.times.stableAfterMs) this.#backoff.reset();
  }

  #isFailing(link: Link): boolean {
    const now = this.options.clock.now();
    link.observe(now);
    return this.#journal.state === 'stale' || this.#isSilent(link, now);
  }

  #wait(): void {
    this.#connectSoon(this.#backoff.next());
    if (this.#primary === null) this.#enter('waiting');
  }

  /** The successor is the connection from now on. */
  #promote(link: Link): void {
    this.#successor = null;
    this.#journal.reconnects += 1;
    this.#setPrimary(link);
    if (link.messages > 0) {
      this.#hole.end();
      this.#enter('live');
    } else {
      this.#enter('connecting');
    }
  }

  #considerSuccessor(link: Link): void {
    const old = this.#primary;
    if (old === null) return;
    const now = this.options.clock.now();
    const waitedLong = link.openedAt !== null && now - link.openedAt >= this.options.times.handOverMs;
    // Its clock goes, or is ahead of the old one's: a venue that is frozen as a whole shows neither.
    const moves = link.advances > 1 || link.lastExchangeAt > old.lastExchangeAt;
    const failing = this.#isFailing(old);
    if (failing ? !moves : !(link.complete || (waitedLong && moves))) return;
    if (failing && !link.complete) {
      this.#rememberLoss(old);
    } else {
      this.#journal.retired(old);
      this.#hole.saw(old.lastExchangeAt);
    }
    this.#leave(old, true);
    this.#promote(link);
  }

  #leave(link: Link, politely: boolean): void {
    const gone = link.retire(politely);
    this.#leaving.add(gone);
    void gone.then(() => this.#leaving.delete(gone));
  }

  #isSilent(link: Link, now: number): boolean {
    return link.quietFor(now) >= this.options.times.silentAfterMs;
  }

  #isFrozen(link: Link, now: number): boolean {
    return link.frozenFor(now) >= this.options.times.staleAfterMs;
  }

  #check(): void {
    const now = this.options.clock.now();
    this.#primary?.observe(now);
    this.#successor?.observe(now);
    if (this.options.awake?.() === false) for (const link of [this.#primary, this.#successor]) link?.excuse(now);
    this.#journal.measure(this.#primary, now);
    if (this.#successor !== null) this.#checkSuccessor(this.#successor, now);
    if (this.#primary !== null && this.#primary.openedAt !== null) this.#checkPrimary(this.#primary, now);
  }

  #checkSuccessor(link: Link, now: number): void {
    const fault = this.#fault(link, now) ?? (this.#isFrozen(link, now) ? 'exchange time stands still' : null);
    if (fault !== null) this.#drop(link, fault);
    else this.#considerSuccessor(link);
  }

  #checkPrimary(link: Link, now: number): void {
    const fault = this.#fault(link, now);
    if (fault !== null) {
      this.#drop(link, fault);
      return;
    }
    const frozen = this.#isFrozen(link, now);
    if (frozen && this.#journal.state === 'live') {
      this.#journal.lastError = 'exchange time stands still';
      this.#enter('stale');
    } else if (!frozen && this.#journal.state === 'stale') {
      this.#enter('live');
    }
    const wantsSuccessor = this.#journal.state === 'stale' || now >= this.#retireAt;
    if (wantsSuccessor && this.#successor === null && this.#attempt === null) this.#connectSoon(0);
  }

  #fault(link: Link, now: number): string | null {
    if (link.openedAt === null) return null;
    if (this.#isSilent(link, now)) return 'silent';
    return link.jumps >= JUMPS_BELIEVED ? 'exchange time jumped ahead' : this.protocol.check(link, now);
  }

  #drop(link: Link, reason: string): void {
    this.#leave(link, false);
    this.#onLost(link, 0, reason);
  }
}
