import { z } from 'zod';
import type { Json } from '../../../../../shared/base/canonical';
import { hold } from '../../../../../shared/features/signals/signal';
import { nextTurn } from '../../../kit/turn';
import { sealHash } from '../../../store/chain';
import type { Reader } from '../../../store/types';

/** A sealed signal as a proof meets it. */
export interface Sealed {
  /** Place in the chain of seals. */
  readonly sequence: number;
  readonly id: string;
  /** When it was decided, ms. */
  readonly at: number;
  /** Of the decision as sealed, see `placeOf`. */
  readonly place: string;
  readonly held: boolean;
  readonly calendarVersion: string | null;
  readonly model: string | null;
  /** `{decision, inputs, reasons}` as sealed. */
  readonly content: { readonly decision: Json; readonly inputs: Json; readonly reasons: Json };
  /** False where the seal's content does not give its hash. */
  readonly sound: boolean;
}

const body = z.object({
  decision: z.looseObject({ timeframe: z.string(), strategy: z.string(), at: z.int() }),
  inputs: z.looseObject({ calendarVersion: z.string().nullable(), model: z.looseObject({ model: z.string() }).nullish() }),
  reasons: z.array(z.unknown()),
  hold: hold.optional(),
});

/** Seals read and parsed before other work gets its turn: about two milliseconds, and ten before the compiler has seen it. */
const SEALS_AT_ONCE = 20;

/** Where a decision stands among those of one instrument: at most one for a strategy, a timeframe and a close. */
export function placeOf({
  timeframe,
  strategy,
  at,
}: {
  readonly timeframe: string;
  readonly strategy: string;
  readonly at: number;
}): string {
  return `${at}/${timeframe}/${strategy}`;
}

/** Which sealed signals: those of `after < at ≤ upTo`. */
export interface SealedRange {
  readonly source: string;
  readonly instrument: string;
  readonly after: number;
  readonly upTo: number;
}

/** Sealed signals of the range in the order in which they were sealed, read with other work in between. */
export async function sealedBetween(read: Reader, range: SealedRange, atOnce = SEALS_AT_ONCE): Promise<Sealed[]> {
  const found: Sealed[] = [];
  for (let last: Pick<Sealed, 'at' | 'sequence'> = { at: range.after, sequence: Number.MAX_SAFE_INTEGER }; ; ) {
    const page = pageBehind(read, range, last, atOnce);
    found.push(...page);
    const end = page.at(-1);
    if (end === undefined || page.length < atOnce) break;
    last = end;
    await nextTurn();
  }
  return found.sort((a, b) => a.sequence - b.sequence);
}

/** In the order of the index of signals, so that no page walks what the ones before it have read. */
function pageBehind(
  read: Reader,
  { source, instrument, upTo }: SealedRange,
  last: Pick<Sealed, 'at' | 'sequence'>,
  limit: number,
): Sealed[] {
  const query = read.db
    .selectFrom('signals')
    .innerJoin('seals', 'seals.signal_id', 'signals.id')
    .select([
      'signals.at as decided',
      'signals.timeframe',
      'signals.strategy',
      'seals.sequence',
      'seals.signal_id',
      'seals.at',
      'seals.body',
      'seals.previous',
      'seals.hash',
    ])
    .where('signals.source', '=', source)
    .where('signals.instrument', '=', instrument)
    .where('signals.at', '>=', last.at)
    .where('signals.at', '<=', upTo)
    .where((eb) => eb.or([eb('signals.at', '>', last.at), eb('seals.sequence', '>', last.sequence)]));
  return read.all(query.orderBy('signals.at').orderBy('seals.sequence').limit(limit)).map(sealedOf);
}

interface SealRow {
  readonly decided: number;
  readonly timeframe: string;
  readonly strategy: string;
  readonly sequence: number;
  readonly signal_id: string;
  readonly at: number;
  readonly body: string;
  readonly previous: string;
  readonly hash: string;
}

const UNREADABLE: Pick<Sealed, 'held' | 'calendarVersion' | 'model' | 'content' | 'sound'> = {
  held: false,
  calendarVersion: null,
  model: null,
  content: { decision: null, inputs: null, reasons: null },
  sound: false,
};

function sealedOf({ decided, timeframe, strategy, hash, ...row }: SealRow): Sealed {
  const known = { sequence: row.sequence, id: row.signal_id, at: decided };
  const read = readBody(row.body);
  // Whoever broke a seal may have left no text behind: its place is known from the signal, and it is unsound.
  if (read === null) return { ...known, place: placeOf({ timeframe, strategy, at: decided }), ...UNREADABLE };
  const { content, parsed } = read;
  return {
    ...known,
    place: placeOf({ ...parsed.decision, at: decided }),
    held: parsed.hold !== undefined,
    calendarVersion: parsed.inputs.calendarVersion,
    model: parsed.inputs.model?.model ?? null,
    content: { decision: content.decision, inputs: content.inputs, reasons: content.reasons },
    sound: sealHash(row) === hash,
  };
}

/** Null where the text is no sealed decision any more. */
function readBody(text: string): { readonly content: Sealed['content']; readonly parsed: z.output<typeof body> } | null {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = body.safeParse(content);
  return parsed.success ? { content: content as Sealed['content'], parsed: parsed.data } : null;
}

/** Sealed signals that have not come out again yet. */
export class Expected {
  readonly #byPlace: Map<string, Sealed>;
  readonly #met = new Set<Sealed>();
  #first = 0;

  /** @param order as they were sealed. */
  constructor(private readonly order: readonly Sealed[]) {
    this.#byPlace = new Map(order.map((one) => [one.place, one]));
  }

  /** The one that is to come out next; undefined where there is none left. */
  get next(): Sealed | undefined {
    for (;;) {
      const next = this.order[this.#first];
      if (next === undefined || !this.#met.has(next)) return next;
      this.#first += 1;
    }
  }

  /** The one of this place, which is not expected from then on; undefined where there is none. */
  meet(place: string): Sealed | undefined {
    const found = this.#byPlace.get(place);
    if (found === undefined) return undefined;
    this.#byPlace.delete(place);
    this.#met.add(found);
    return found;
  }

  /** In the order in which they were sealed. */
  left(): Sealed[] {
    return this.order.filter((one) => !this.#met.has(one));
  }
}
