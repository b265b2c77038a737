import type { Json } from '../../../../../shared/base/canonical';
import { DAY } from '../../../../../shared/base/time';
import type { Draft } from '../../../../../shared/features/sop/library';
import { sha256Hex } from '../../../kit/hash';
import { Refusal } from '../../../store/refusal';
import type { SopDraftsTable } from '../../../store/tables/sop';
import type { Tx } from '../../../store/types';
import type { RunContext } from '../runs/work';
import { toDraft, writeDraft } from './drafts';
import type { parseSop } from './parse';
import { keepParsed } from './parsed';
import { withVersion } from './text';

type Parse = (yaml: string) => ReturnType<typeof parseSop>;

const KIND = 'procedure';
const LIFE = 14 * DAY;
/** Who may be the second pair of eyes. */
const REVIEWERS = ['team-lead', 'cto', 'ceo'];

/** Asks another person to approve the draft, under the version number that it will have. */
export function submit(context: RunContext, tx: Tx, row: SopDraftsTable, actor: string, note: string, parse: Parse): Draft {
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

/** Puts the approved text in force; the version before it stays. */
export function publish(context: RunContext, tx: Tx, row: SopDraftsTable, approval: string, parse: Parse): { version: number } {
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
  const parsed = parse(yaml);
  if (parsed.ok) keepParsed(tx, yaml, parsed.procedure);
  tx.run(tx.db.deleteFrom('sop_drafts').where('procedure', '=', procedure));
  tx.fact('sop.published', procedure, { version });
  return { version };
}
