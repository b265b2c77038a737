import { nextTurn } from '../kit/turn';
import type { SealsTable } from './schema';
import type { Commands, Reader, Tx } from './types';

/** Signals entered in one commit: some ten milliseconds at most. */
const PIECE = 50;
const ACTS: Readonly<Record<string, true>> = { released: true, rejected: true, cancelled: true };

/**
 * Enters what was sealed before there was a register: each decision with what people and the market made of it until now.
 * A piece is one command, so that a start that is cut short goes on where it stopped.
 */
export async function backfillRegister(read: Reader, commands: Commands): Promise<void> {
  for (;;) {
    const seals = missing(read);
    if (seals.length === 0) return;
    const input = { from: seals[0]?.sequence ?? 0, count: seals.length };
    commands.run({ actor: 'system:register', action: 'register.backfill', input }, (tx) => {
      for (const seal of seals) enter(tx, seal);
    });
    await nextTurn();
  }
}

function missing(read: Reader): SealsTable[] {
  const decisions = read.db.selectFrom('register_entries').select('body').where('kind', '=', 'decision');
  const last = read.get(decisions.orderBy('sequence', 'desc').limit(1));
  const sealed = last === undefined ? 0 : (JSON.parse(last.body) as { seal: { sequence: number } }).seal.sequence;
  return read.all(read.db.selectFrom('seals').selectAll().where('sequence', '>', sealed).orderBy('sequence').limit(PIECE));
}

function enter(tx: Tx, { signal_id: id, sequence, hash }: SealsTable): void {
  tx.register('decision', id, { seal: { sequence, hash } });
  const events = tx.db.selectFrom('signal_events').select(['at', 'kind', 'actor', 'note']).where('signal_id', '=', id);
  for (const { at, kind, actor, note } of tx.all(events.orderBy('sequence'))) {
    if (ACTS[kind] === true) tx.register('act', id, { act: kind, by: actor, reason: note, at });
  }
  const final = tx.db.selectFrom('outcomes').select(['result', 'at', 'r', 'r_gross']).where('signal_id', '=', id);
  const outcome = tx.get(final.where('final', '=', 1));
  if (outcome === undefined) return;
  const { r_gross: rGross, ...rest } = outcome;
  tx.register('outcome', id, { outcome: { id, ...rest, rGross, final: true } });
}
