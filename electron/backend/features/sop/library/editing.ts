import type { sopContract } from '../../../../../shared/features/sop/contract';
import type { Draft } from '../../../../../shared/features/sop/library';
import { Refusal } from '../../../store/refusal';
import type { SopDraftsTable } from '../../../store/tables/sop';
import type { Tx } from '../../../store/types';
import type { Handlers } from '../../handlers';
import { personOf } from '../people';
import { builder } from '../runs/rows';
import type { RunContext } from '../runs/work';
import { draftOf, toDraft, writeDraft } from './drafts';
import { parseSop } from './parse';
import { publish, submit } from './publication';

type EditHandlers = Pick<
  Handlers<typeof sopContract>,
  'validate' | 'saveDraft' | 'discardDraft' | 'submitDraft' | 'publishDraft' | 'confirmReview' | 'setOffDays'
>;

/** How a procedure is changed: draft, review, publication. Old versions stay. */
export function editing(context: RunContext): EditHandlers {
  const sessions = new Set(Object.keys(context.sessions));
  const parse = (yaml: string) => parseSop(yaml, sessions);
  const shown = (tx: Tx, id: string): Draft => {
    const row = draftOf(tx, builder(tx), id);
    if (row === undefined) throw new Refusal('UNKNOWN_DRAFT');
    return toDraft(context, row);
  };
  const mine = (tx: Tx, id: string, revision: number | null): SopDraftsTable => {
    tx.subject(id);
    const row = draftOf(tx, builder(tx), id);
    if (row === undefined) throw new Refusal('UNKNOWN_DRAFT');
    if (revision !== null && row.revision !== revision) throw stale(context, row);
    return row;
  };
  return {
    validate: { query: ({ yaml }) => ({ problems: [...parse(yaml).problems] }) },
    saveDraft: {
      command: ({ id, yaml, basedOn, revision }) => {
        const parsed = parse(yaml);
        return (tx) => {
          tx.subject(id);
          const row = draftOf(tx, builder(tx), id);
          if (row?.state === 'review') throw new Refusal('IN_REVIEW');
          if (row !== undefined && row.revision !== revision) throw stale(context, row);
          if (parsed.ok && parsed.procedure.id !== id) throw new Refusal('WRONG_ID');
          const kept = { note: null, approval: null, shipped: row?.shipped ?? null };
          writeDraft(tx, {
            procedure: id,
            based_on: basedOn,
            yaml,
            revision: (row?.revision ?? 0) + 1,
            state: 'draft',
            by: tx.actor,
            at: tx.at,
            ...kept,
          });
          tx.fact('sop.drafted', id);
          return shown(tx, id);
        };
      },
    },
    discardDraft: {
      command:
        ({ id }) =>
        (tx) => {
          const row = mine(tx, id, null);
          if (row.approval !== null && context.approvals.stateOf(tx, row.approval)?.state === 'open')
            context.approvals.withdraw(tx, row.approval);
          tx.run(tx.db.deleteFrom('sop_drafts').where('procedure', '=', id));
          tx.fact('sop.drafted', id);
          return {};
        },
    },
    submitDraft: {
      command:
        ({ id, revision, note }, { actor }) =>
        (tx) =>
          submit(context, tx, mine(tx, id, revision), actor.id, note, parse),
    },
    publishDraft: {
      command:
        ({ id, approval }) =>
        (tx) =>
          publish(context, tx, mine(tx, id, null), approval, parse),
    },
    confirmReview: {
      command:
        ({ id, note }) =>
        (tx) => {
          tx.subject(id);
          const sop = context.catalogue.current(id);
          if (sop === undefined) throw new Refusal('UNKNOWN_PROCEDURE');
          tx.run(tx.db.insertInto('sop_reviews').values({ procedure: id, version: sop.version, at: tx.at, by: tx.actor, note }));
          tx.fact('sop.published', id, { version: sop.version });
          return {};
        },
    },
    setOffDays: {
      command:
        ({ id, schedule, days }) =>
        (tx) =>
          setOffDays(context, tx, id, schedule, days),
    },
  };
}

function stale(context: RunContext, row: SopDraftsTable): Refusal {
  return new Refusal('STALE_DRAFT', { by: personOf(context, row.by), revision: row.revision });
}

function setOffDays(context: RunContext, tx: Tx, id: string, schedule: string, days: readonly string[]): Record<string, never> {
  tx.subject(id);
  const sop = context.catalogue.current(id);
  if (sop === undefined) throw new Refusal('UNKNOWN_PROCEDURE');
  const found = sop.procedure.schedules.find((one) => one.id === schedule);
  if (found === undefined || (found.kind !== 'weekly' && found.kind !== 'session')) throw new Refusal('UNKNOWN_SCHEDULE');
  const due = found.kind === 'weekly' && found.days.length > 0 ? found.days : ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  // Turned off altogether it would be forgotten; that is a change of the procedure, with four eyes.
  if (due.every((day) => days.includes(day))) throw new Refusal('NO_DAYS');
  const row = { procedure: id, schedule, days_json: JSON.stringify([...new Set(days)]), by: tx.actor, at: tx.at };
  tx.run(
    tx.db
      .insertInto('sop_offdays')
      .values(row)
      .onConflict((conflict) => conflict.columns(['procedure', 'schedule']).doUpdateSet(row)),
  );
  tx.fact('sop.published', id, { schedule });
  return {};
}
