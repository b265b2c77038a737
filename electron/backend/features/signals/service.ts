import type { DataSource } from '../../../../shared/features/market/instrument';
import type { signalsContract } from '../../../../shared/features/signals/contract';
import { rateOf } from '../../../../shared/features/signals/rates';
import type { SignalDetail, SignalRow } from '../../../../shared/features/signals/signal';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { Ids } from '../../kit/ids';
import { Refusal } from '../../store/refusal';
import type { Fact, Facts, Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import type { Desk } from './desk';
import { addEvent } from './record';
import { readInputs, readSignal, timelineRow } from './rows';
import { closedSignals, deleteView, listSignals, listViews, saveView, signalById } from './store';

export interface SignalsOptions {
  readonly source: DataSource;
  readonly desk: Desk;
  readonly read: Reader;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The market's time now, ms. */
  readonly marketNow: () => number;
  /** What keeps an instrument's signals from being published; null where nothing does. */
  readonly locked: (instrument: string) => { readonly scope: string; readonly reason: string } | null;
}

type Act = 'release' | 'reject' | 'cancel';
const STATE = 'signal.state';
const CHANGES: Readonly<Record<string, 'decided' | 'state' | 'outcome'>> = {
  'signal.validated': 'decided',
  'signal.quarantined': 'decided',
  [STATE]: 'state',
  'signal.outcome': 'outcome',
};
/** Changes that may wait for a reader who does not read; it re-reads its page anyway. */
const WAITING = 1000;

export function createSignals(options: SignalsOptions): { readonly handlers: Handlers<typeof signalsContract>; stop(): void } {
  const { source, desk, read, facts, clock } = options;
  const deaf = facts.subscribe((fact) => {
    // An act's commit is known by its fact: only then may the kernel keep what the act did to it.
    if (fact.kind === STATE) desk.settled(String((fact.data as { instrument: string }).instrument));
  });
  return {
    stop: deaf,
    handlers: {
      list: { query: ({ filter, cursor, limit }) => listSignals(read, source, filter, cursor, limit) },
      get: { query: ({ id }) => detail(read, id) },
      changes: {
        query: (_, { signal }) =>
          flatten(
            conflate({
              clock,
              hz: 4,
              signal,
              limit: WAITING,
              source: (offer) => facts.subscribe((fact) => offerChange(fact, offer)),
            }),
          ),
      },
      release: {
        command:
          ({ id, reason }) =>
          (tx) =>
            act(options, tx, id, 'release', reason),
      },
      reject: {
        command:
          ({ id, reason }) =>
          (tx) =>
            act(options, tx, id, 'reject', reason),
      },
      cancel: {
        command:
          ({ id, reason }) =>
          (tx) =>
            act(options, tx, id, 'cancel', reason),
      },
      rates: {
        query: ({ filter }) => ({
          published: rateOf(closedSignals(read, source, filter, true)),
          record: rateOf(closedSignals(read, source, filter, false)),
        }),
      },
      views: { query: (_, { actor }) => ({ views: listViews(read, actor.id) }) },
      saveView: {
        command:
          ({ name, filter }) =>
          (tx) =>
            saveView(tx, tx.actor, { id: options.ids(), name, filter }),
      },
      deleteView: {
        command: ({ id }) => {
          return (tx) => {
            tx.subject(id);
            deleteView(tx, tx.actor, id);
            return {};
          };
        },
      },
    },
  };
}

type Change = { id: string; kind: 'decided' | 'state' | 'outcome'; sequence: number };

function offerChange(fact: Fact, offer: (key: string, value: Change) => void): void {
  const kind = CHANGES[fact.kind];
  if (kind !== undefined) offer(`${fact.subject}/${kind}`, { id: fact.subject, kind, sequence: fact.sequence });
}

function detail(read: Reader, id: string): SignalDetail {
  const stored = signalById(read, read.db, id);
  const seal = read.get(read.db.selectFrom('seals').select(['sequence', 'hash', 'previous']).where('signal_id', '=', id));
  if (stored === undefined || seal === undefined) throw new Refusal('UNKNOWN_SIGNAL');
  const events = read.db
    .selectFrom('signal_events')
    .select(['at', 'kind', 'actor', 'note', 'result', 'price'])
    .where('signal_id', '=', id)
    .orderBy('sequence');
  return { ...readSignal(stored), inputs: readInputs(stored), seal, timeline: read.all(events, timelineRow) };
}

const NEXT = { release: 'released', reject: 'rejected', cancel: null } as const;
const KIND = { release: 'released', reject: 'rejected', cancel: 'cancelled' } as const;

/** A person's decision: refused where it comes too late or somebody was first, else stored with the kernel's state. */
function act(options: SignalsOptions, tx: Tx, id: string, what: Act, reason: string): SignalRow {
  tx.subject(id);
  const row = stored(tx, id);
  if (row === null || row.source !== options.source) throw new Refusal('UNKNOWN_SIGNAL');
  refuse(options, row, what);
  addEvent(tx, id, { at: tx.at, kind: KIND[what], note: reason });
  tx.register('act', id, { act: KIND[what], by: tx.actor, reason });
  const state = NEXT[what];
  if (state !== null) tx.run(tx.db.updateTable('signals').set({ state }).where('id', '=', id));
  options.desk.act(tx, row.instrument, id, what);
  tx.fact(STATE, id, { instrument: row.instrument, act: what });
  return stored(tx, id) ?? row;
}

function refuse({ desk, marketNow, locked }: SignalsOptions, row: SignalRow, what: Act): void {
  const decided = what === 'cancel' ? row.state === 'quarantined' || row.state === 'rejected' : row.state !== 'quarantined';
  if (decided) throw new Refusal('ALREADY_DECIDED', { state: row.state });
  if (row.outcome !== null && (row.outcome.final || what === 'release'))
    throw new Refusal('TOO_LATE', { result: row.outcome.result });
  const lock = what === 'release' ? locked(row.instrument) : null;
  if (lock !== null) throw new Refusal('PAUSED', { scope: lock.scope, reason: lock.reason });
  if (row.expiresAt <= marketNow() || !desk.isOpen(row.instrument, row.id)) throw new Refusal('TOO_LATE', { result: 'EXPIRED' });
}

function stored(tx: Tx, id: string): SignalRow | null {
  const row = signalById(tx, tx.db as unknown as Reader['db'], id);
  return row === undefined ? null : readSignal(row);
}
