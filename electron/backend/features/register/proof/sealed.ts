import { z } from 'zod';
import type { Json } from '../../../../../shared/base/canonical';
import { hold } from '../../../../../shared/features/signals/signal';
import { sealHash } from '../../../store/chain';
import type { Reader } from '../../../store/types';

/** A sealed signal as a proof meets it. */
export interface Sealed {
  readonly id: string;
  /** When the seal was set, ms. */
  readonly sealedAt: number;
  readonly at: number;
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

/** Sealed signals of `after < at ≤ upTo`, in the order in which they were sealed. */
export function sealedBetween(read: Reader, source: string, instrument: string, after: number, upTo: number): Sealed[] {
  const query = read.db
    .selectFrom('signals')
    .innerJoin('seals', 'seals.signal_id', 'signals.id')
    .select([
      'signals.at as decided',
      'seals.sequence',
      'seals.signal_id',
      'seals.at',
      'seals.body',
      'seals.previous',
      'seals.hash',
    ])
    .where('signals.source', '=', source)
    .where('signals.instrument', '=', instrument)
    .where('signals.at', '>', after)
    .where('signals.at', '<=', upTo);
  return read.all(query.orderBy('seals.sequence')).map(({ decided, hash, ...row }) => {
    const parsed = body.parse(JSON.parse(row.body));
    const { decision, inputs, reasons } = JSON.parse(row.body) as Sealed['content'];
    return {
      id: row.signal_id,
      sealedAt: row.at,
      at: decided,
      held: parsed.hold !== undefined,
      calendarVersion: parsed.inputs.calendarVersion,
      model: parsed.inputs.model?.model ?? null,
      content: { decision, inputs, reasons },
      sound: sealHash(row) === hash,
    };
  });
}
