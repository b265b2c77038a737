import type { FeedSink } from '../../electron/backend/connectors/feed';
import type { FeedConnection, FrameRefusal } from '../../shared/features/monitoring/contract';

export type FeedEvent =
  | { kind: 'trade'; instrument: string; ts: number; price: number; amount: number; tradeId: number }
  | { kind: 'quote'; instrument: string; ts: number; bid: number; ask: number }
  | { kind: 'ticker'; instrument: string; ts: number; last: number; change24h: number; volume24h: number }
  | { kind: 'kline'; instrument: string; ts: number; close: number; volume: number; closed: boolean }
  | { kind: 'state'; connection: FeedConnection }
  | { kind: 'gap'; instruments: readonly string[]; from: number | null }
  | { kind: 'refused'; refusal: FrameRefusal; detail: string; sample: string };

type Wanted<K extends FeedEvent['kind']> = Extract<FeedEvent, { kind: K }>;

/** Keeps everything a feed tells, and lets a test wait for it instead of sleeping. */
export class FeedRecorder {
  readonly events: FeedEvent[] = [];
  readonly #waiting = new Set<() => void>();

  readonly sink: FeedSink = {
    onTrade: (instrument, ts, price, amount, tradeId) => this.#add({ kind: 'trade', instrument, ts, price, amount, tradeId }),
    onQuote: (instrument, ts, bid, ask) => this.#add({ kind: 'quote', instrument, ts, bid, ask }),
    onTicker: (instrument, ts, last, change24h, volume24h) =>
      this.#add({ kind: 'ticker', instrument, ts, last, change24h, volume24h }),
    onKline: (instrument, ts, _open, _high, _low, close, volume, closed) =>
      this.#add({ kind: 'kline', instrument, ts, close, volume, closed }),
    onState: (connection) => this.#add({ kind: 'state', connection }),
    onGapSuspected: (instruments, from) => this.#add({ kind: 'gap', instruments, from }),
    onRefused: (refusal, _venue, detail, sample) => this.#add({ kind: 'refused', refusal, detail, sample }),
  };

  of<K extends FeedEvent['kind']>(kind: K): Wanted<K>[] {
    return this.events.filter((event): event is Wanted<K> => event.kind === kind);
  }

  states(): string[] {
    return this.of('state').map(({ connection }) => connection.state);
  }

  /** Resolves as soon as `holds` does, looked at after every event; the runner's time-out is the limit. */
  until(holds: () => boolean): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  #add(event: FeedEvent): void {
    this.events.push(event);
    for (const look of [...this.#waiting]) look();
  }
}
