import { knownInstrument } from '../../electron/backend/engine/catalogue';
import type { Call } from '../../electron/backend/features/handlers';
import { createQuality, type QualityOptions, type QualityService } from '../../electron/backend/features/quality/service';
import { systemIds } from '../../electron/backend/kit/ids';
import type { Store } from '../../electron/backend/store/store';
import type { Tx } from '../../electron/backend/store/types';
import { type Decision, type ResultName, RULES } from '../../shared/features/signals/signal';
import { anActor } from './actor';
import { aLog, aSealedSignal, aStore, type StoreForTest } from './store';

/** The quality desk on a real store, without the rest of the backend; the facts it waits for are told by `aPublishedClose`. */
export async function someQuality(given: Parameters<typeof aStore>[0] = {}, more: Partial<QualityOptions> = {}) {
  const opened = await aStore(given);
  const quality = qualityOn(opened, more);
  opened.store.reactions.start();
  quality.locks.start();
  return { ...opened, quality, ...callsOf(opened, quality), settle: () => opened.clock.advanceAsync(1) };
}

export function qualityOn({ store, clock }: StoreForTest, more: Partial<QualityOptions> = {}): QualityService {
  const { read, commands, facts, reactions, series } = store;
  const bitcoin = knownInstrument('BTCUSDT');
  const ether = knownInstrument('ETHUSDT');
  if (bitcoin === null || ether === null) throw new Error('the catalogue knows both');
  return createQuality({
    ...{ source: 'binance', read, commands, facts, reactions, series, clock, ids: systemIds(clock), log: aLog().log },
    instruments: [bitcoin, ether],
    baseTimeframe: '1m',
    announcements: () => [],
    marketNow: () => clock.now(),
    ...more,
  });
}

export interface GivenClose extends Partial<Decision> {
  readonly result: ResultName;
  readonly r?: number;
  readonly closedAt: number;
  readonly state?: 'validated' | 'quarantined' | 'released' | 'rejected';
}

/** Verdicts as a decision must have them: one for each rule. */
export const PASSED = RULES.map((rule) => ({ rule, verdict: 'pass' as const, passed: true, measured: 1, threshold: 2 }));

let entries = 100;

/** A signal that was decided and has closed, told as the engine tells it; returns its id. */
export function aPublishedClose(store: Store, { result, r = 0, closedAt, state = 'validated', ...decision }: GivenClose): string {
  entries += 1;
  const entry = decision.entry ?? entries;
  return store.commands.run({ actor: 'system:engine', action: 'engine.record', input: { entry } }, (tx) => {
    const given = { at: closedAt - 600_000, source: 'binance', status: 'validated', checks: PASSED, ...decision, entry } as const;
    const id = aSealedSignal(tx, given);
    tx.run(tx.db.insertInto('outcomes').values({ signal_id: id, result, at: closedAt, final: 1, r, r_gross: r }));
    const latest = { outcome_at: closedAt, outcome_result: result, outcome_final: 1, outcome_r: r, outcome_r_gross: r };
    tx.run(
      tx.db
        .updateTable('signals')
        .set({ ...latest, state })
        .where('id', '=', id),
    );
    const values = {
      instrument: given.instrument ?? 'BTCUSDT',
      timeframe: '5m',
      direction: 'long',
      source: given.source,
      result,
      r,
    };
    tx.fact('signal.outcome', id, { notify: false, simulated: false, values });
    return id;
  });
}

type Names = keyof QualityService['handlers'];

/** Calls as the router makes them. */
function callsOf({ store }: StoreForTest, quality: QualityService) {
  const call = async <T>(name: Names, input: unknown = undefined, by = 'anna'): Promise<T> => {
    const handler = quality.handlers[name] as unknown as Readonly<Record<string, (input: unknown, call: Call) => unknown>>;
    const context: Call = { actor: anActor([], { id: by }), host: 'web', sessionId: null, signal: undefined };
    if (handler.query !== undefined) return (await handler.query(input, context)) as T;
    const work = (await handler.command?.(input, context)) as (tx: Tx) => T;
    return store.commands.run({ actor: by, action: `quality.${name}`, input }, work);
  };
  return { call };
}

/** Facts of a kind, oldest first, with what they carry. */
export function factsOf({ read }: Store, kind: string) {
  const rows = read.all(
    read.db.selectFrom('facts').select(['subject', 'data_json']).where('kind', '=', kind).orderBy('sequence'),
  );
  return rows.map(({ subject, data_json }) => ({ subject, data: JSON.parse(data_json) as Record<string, unknown> }));
}
