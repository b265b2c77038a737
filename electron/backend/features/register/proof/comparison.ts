import { canonicalJson, type Json } from '../../../../../shared/base/canonical';
import type { Finding, ProofRow } from '../../../../../shared/features/register/proof';
import { firstDifference, stateOf, worstFirst, worstOf } from '../../../../../shared/features/register/proof';
import type { EngineSignal } from '../../../engine/port';
import { sha256Running } from '../../../kit/hash';
import type { CandleChange } from '../../../store/series';
import { type Expected, placeOf, type Sealed } from './sealed';

/** Findings and repaired candles that are kept of one day and instrument. */
const MOST = 20;

/** Decisions are told of in `from < at ≤ to`; those up to `recordFrom` were never put on record. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly recordFrom: number;
}

type Recomputed = Pick<EngineSignal, 'decision' | 'inputs' | 'reasons'>;
type Difference = Pick<Finding, 'field' | 'sealed' | 'recomputed'>;

/** Holds what comes out again against what was sealed, and keeps what it finds. */
export class Comparison {
  /** A sealed decision named a model that is not at hand. */
  missingModel = false;
  readonly #findings: Omit<Finding, 'inputsChanged'>[] = [];
  readonly #digest = sha256Running();
  #signals = 0;

  constructor(
    private readonly expected: Expected,
    private readonly span: Span,
  ) {}

  /** A decision that came out. True where it was kept back then too: nobody recorded it, or it was held. */
  meet({ decision, inputs, reasons }: Recomputed): boolean {
    const { from, to, recordFrom } = this.span;
    if (decision.at <= recordFrom) return true;
    const sealed = this.expected.meet(placeOf(decision));
    const own = decision.at > from && decision.at <= to;
    if (own) this.#compare(sealed, decision, plain({ decision, inputs, reasons }));
    return sealed?.held ?? false;
  }

  #compare(sealed: Sealed | undefined, { id, at, status }: Recomputed['decision'], recomputed: Json): void {
    const text = canonicalJson(recomputed);
    this.#digest.update(`${text}\n`);
    if (sealed === undefined) {
      this.#tell('extra', id, at, { field: 'signal', sealed: null, recomputed: status });
      return;
    }
    this.#signals += 1;
    if (!sealed.sound) this.#tell('seal', sealed.id, sealed.at, { field: 'hash', sealed: null, recomputed: null });
    if (canonicalJson(sealed.content) === text) return;
    const difference = firstDifference(sealed.content, recomputed) ?? { field: '', sealed: null, recomputed: null };
    if (sealed.model !== null && this.missingModel)
      this.#tell('model-missing', sealed.id, sealed.at, { ...difference, field: sealed.model });
    else this.#tell('field', sealed.id, sealed.at, difference);
  }

  /** What was sealed for a close up to `reached` and has not come out. */
  tellMissing(reached: number): void {
    for (const { id, at } of this.expected.left()) {
      if (at <= this.span.from || at > reached) continue;
      this.#signals += 1;
      this.#tell('missing', id, at, { field: 'signal', sealed: 'sealed', recomputed: null });
    }
  }

  tellUnprovable(reason: string): void {
    this.#tell('unprovable', null, null, { field: reason, sealed: null, recomputed: null });
  }

  #tell(kind: Finding['kind'], signalId: string | null, at: number | null, difference: Difference): void {
    this.#findings.push({ kind, signalId, at, ...difference });
  }

  /** What it comes to, knowing which candles were stored late or replaced; asked once. */
  result(changes: readonly CandleChange[]): Pick<ProofRow, 'state' | 'signals' | 'digest' | 'findings' | 'repaired'> {
    const repaired = [...new Set(changes.map(({ ts }) => ts))].sort((a, b) => a - b);
    const [first = Number.POSITIVE_INFINITY] = repaired;
    const findings = this.#findings.map((one) => ({ ...one, inputsChanged: one.at !== null && first < one.at }));
    return {
      state: worstOf(findings.map(stateOf)),
      signals: this.#signals,
      digest: this.#digest.digest(),
      findings: worstFirst(findings).slice(0, MOST),
      repaired: { count: repaired.length, first: repaired.slice(0, MOST) },
    };
  }
}

/** As JSON carries it: what is undefined is not there. */
function plain(value: Recomputed): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
