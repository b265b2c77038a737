import type { Json } from '../../../../../shared/base/canonical';
import { DAY } from '../../../../../shared/base/time';
import type { sopContract } from '../../../../../shared/features/sop/contract';
import type { Draft } from '../../../../../shared/features/sop/library';
import { sha256Hex } from '../../../kit/hash';
import { Refusal } from '../../../store/refusal';
import type { SopDraftsTable } from '../../../store/tables/sop';
import type { Tx } from '../../../store/types';
import type { Handlers } from '../../handlers';
import { personOf } from '../people';
import { builder } from '../runs/rows';
import type { RunContext } from '../runs/work';
import { draftOf, toDraft, writeDraft } from './drafts';
import { parseSop } from './parse';
import { withVersion } from './text';

type EditHandlers = Pick<
  Handlers<typeof sopContract>,
  'validate' | 'saveDraft' | 'discardDraft' | 'submitDraft' | 'publishDraft' | 'confirmReview' | 'setOffDays'
>;

const KIND = 'procedure';
const LIFE = 14 * DAY;
/** Who may be the second pair of eyes. */
const REVIEWERS = ['team-lead', 'cto', 'ceo'];

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
          if (row.approval !== null && context.approvals.stateOf(tx, row.approval)?.state === 'pending')
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
          publish(context, tx, mine(tx, id, null), approval),
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

function submit(
  context: RunContext,
  tx: Tx,
  row: SopDraftsTable,
  actor: string,
  note: string,
  parse: (yaml: string) => ReturnType<typeof parseSop>,
): Draft {
  if (row.state === 'review') throw new Refusal('IN_REVIEW');
  const current = context.catalogue.current(row.procedure)?.version ?? 0;
  if (row.based_on !== current) throw new Refusal('OUTDATED', { version: current });
  const yaml = withVersion(row.yaml, current + 1);
  const parsed = parse(yaml);
  if (!parsed.ok) throw new Refusal('NOT_VALID', { problems: parsed.problems });
  if (parsed.procedure.id !== row.procedure || parsed.procedure.version !== current + 1)
    throw new Refusal('NOT_VALID', { problems: [{ path: 'id', code: 'WRONG_ID', detail: parsed.procedure.id, line: null }] });
  const next = { ...row, yaml, note, state: 'review' as const };
  const { title, phases } = parsed.procedure;
  const approval = context.approvals.request(tx, {
    kind: KIND,
    subject: row.procedure,
    title: { fr: `${row.procedure} : ${title.fr}`, en: `${row.procedure}: ${title.en}` },
    link: `/procedures/${row.procedure}`,
    requestedBy: actor,
    body: bodyOf(next),
    lines: [
      { label: { fr: 'Version', en: 'Version' }, value: `${current} → ${current + 1}` },
      { label: { fr: 'Étapes', en: 'Steps' }, value: String(phases.flatMap((one) => one.steps).length) },
      { label: { fr: 'Ce qui change', en: 'What changes' }, value: note },
    ],
    amount: null,
    groups: [{ id: 'reviewer', roles: REVIEWERS }],
    expiresAt: tx.at + LIFE,
  });
  writeDraft(tx, { ...next, approval });
  tx.fact('sop.drafted', row.procedure);
  return toDraft(context, { ...next, approval });
}

/** Exactly this text, on top of exactly this version. */
function bodyOf(row: SopDraftsTable): Json {
  return { procedure: row.procedure, basedOn: row.based_on, digest: sha256Hex(row.yaml) };
}

function publish(context: RunContext, tx: Tx, row: SopDraftsTable, approval: string): { version: number } {
  const current = context.catalogue.current(row.procedure)?.version ?? 0;
  if (row.state !== 'review' || row.approval !== approval) throw new Refusal('APPROVAL_MISSING');
  if (row.based_on !== current) throw new Refusal('OUTDATED', { version: current });
  const approver = context.approvals.stateOf(tx, approval)?.approvers.at(-1) ?? null;
  context.approvals.consume(tx, approval, bodyOf(row), KIND);
  const version = current + 1;
  tx.run(tx.db.updateTable('sop_versions').set({ current: 0 }).where('procedure', '=', row.procedure));
  const { procedure, yaml, by, note } = row;
  tx.run(
    tx.db.insertInto('sop_versions').values({
      procedure,
      version,
      digest: sha256Hex(yaml),
      yaml,
      at: tx.at,
      by,
      approved_by: approver,
      note,
      shipped: null,
      current: 1,
    }),
  );
  tx.run(tx.db.deleteFrom('sop_drafts').where('procedure', '=', procedure));
  tx.fact('sop.published', procedure, { version });
  return { version };
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
