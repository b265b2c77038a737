import type { BlobLike } from '../../../../../shared/base/columns';
import type { sopContract } from '../../../../../shared/features/sop/contract';
import { Refusal, StoreRefusal } from '../../../store/refusal';
import type { Handlers } from '../../handlers';
import { admitFile, admitLink, MAX_EVIDENCE_BYTES } from '../evidence/admit';
import { peopleBook } from '../people';
import { evidenceById, insertEvidence, type NewEvidence, toEvidence } from './evidenceRows';
import { builder } from './rows';
import { type RunContext, RunWork, refuseOthers } from './work';

type Added =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly link: string }
  | { readonly kind: 'file' | 'screenshot'; readonly name: string; readonly file: BlobLike };

export function evidenceCommands(
  context: RunContext,
): Pick<Handlers<typeof sopContract>, 'addEvidence' | 'withdrawEvidence' | 'evidence'> {
  return {
    addEvidence: {
      command: async (input, { actor }) => {
        const content = await contentOf(context, input);
        return (tx) => {
          const on = new RunWork(context, tx, input.run);
          on.refuseClosed();
          const { step } = on.place(input.step);
          refuseOthers(actor, on.procedure, step);
          const row = insertEvidence(tx, { id: context.ids(), run: input.run, step: input.step, ...content });
          on.put(input.step, {}, 'evidence', `${content.label.slice(0, 200)} ${content.sha256}`);
          on.save({}, input.step);
          return toEvidence(row, peopleBook(context));
        };
      },
    },
    withdrawEvidence: {
      command:
        (input, { actor }) =>
        (tx) => {
          const on = new RunWork(context, tx, input.run);
          on.refuseClosed();
          const row = evidenceById(tx, builder(tx), input.evidence);
          if (row === undefined || row.run !== input.run || row.withdrawn_at !== null) throw new Refusal('UNKNOWN_EVIDENCE');
          refuseOthers(actor, on.procedure, on.place(row.step).step);
          const withdrawn = { withdrawn_at: tx.at, withdrawn_by: actor.id, withdrawn_reason: input.reason };
          tx.run(tx.db.updateTable('sop_evidence').set(withdrawn).where('id', '=', row.id));
          on.put(row.step, {}, 'evidence-withdrawn', input.reason);
          on.save({}, row.step);
          return toEvidence({ ...row, ...withdrawn }, peopleBook(context));
        },
    },
    evidence: {
      query: async ({ id }) => {
        const row = evidenceById(context.read, context.read.db, id);
        if (row === undefined) throw new Refusal('UNKNOWN_EVIDENCE');
        const bytes = await context.evidence.get(row.sha256);
        if (bytes === null) throw new Refusal('DAMAGED');
        const file = new Blob([Uint8Array.from(bytes)], { type: row.mime ?? 'application/octet-stream' });
        return { row: toEvidence(row, peopleBook(context)), file };
      },
    },
  };
}

type Content = Omit<NewEvidence, 'id' | 'run' | 'step'>;

/** Judges and keeps the content before the transaction: a file without a row is only a file. */
async function contentOf(context: RunContext, input: Added): Promise<Content> {
  if (input.kind === 'text' || input.kind === 'link') {
    const label = input.kind === 'text' ? input.text : admitLink(input.link);
    return keep(context, { kind: input.kind, label, mime: 'text/plain' }, new TextEncoder().encode(label));
  }
  if (input.file.size > MAX_EVIDENCE_BYTES) throw new Refusal('TOO_LARGE', { maxBytes: MAX_EVIDENCE_BYTES });
  const bytes = new Uint8Array(await input.file.arrayBuffer());
  const { name, mime } = await admitFile(input.name, bytes);
  return keep(context, { kind: input.kind, label: name, mime }, bytes);
}

export async function keep(
  context: RunContext,
  what: Pick<Content, 'kind' | 'label' | 'mime'>,
  bytes: Uint8Array,
): Promise<Content> {
  try {
    return { ...what, bytes: bytes.length, sha256: await context.evidence.put(bytes) };
  } catch (error) {
    if (error instanceof StoreRefusal && error.code === 'DISK_FULL') throw new Refusal('DISK_FULL');
    throw error;
  }
}
