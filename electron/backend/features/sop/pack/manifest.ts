import { canonicalJson, type Json } from '../../../../../shared/base/canonical';
import type { EvidenceRow, RunDetail } from '../../../../../shared/features/sop/run';

/** One file of the pack. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface PackSource {
  readonly run: RunDetail;
  readonly yaml: string;
  /** SHA-256 of the procedure's text as it was published. */
  readonly procedureDigest: string;
  readonly approvals: readonly Json[];
  /** Rows of the journal about this run, with their hashes. */
  readonly audit: readonly Json[];
  readonly madeAt: number;
  readonly madeBy: string;
}

/**
 * Where each piece of evidence lies in the pack: numbered, so that two of one name stay two, and in plain letters, since what
 * unpacks it may know no others; the name as it was given stands in the manifest.
 */
export function evidencePaths(run: RunDetail): ReadonlyMap<string, string> {
  const rows = run.steps.flatMap((step) => step.evidence.filter(isFile).map((row) => row));
  return new Map(rows.map((row, index) => [row.id, `evidence/${String(index + 1).padStart(3, '0')}-${plain(row.label)}`]));
}

function plain(label: string): string {
  return label
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w. -]/g, '_');
}

function isFile(row: EvidenceRow): boolean {
  return row.kind === 'file' || row.kind === 'screenshot' || row.kind === 'captured';
}

/** What the pack says of itself, as canonical JSON: equal packs are equal bytes. Times are epoch ms, durations milliseconds. */
export function manifestOf(source: PackSource, files: readonly PackFile[], digests: ReadonlyMap<string, string>): Uint8Array {
  const { run } = source;
  const paths = evidencePaths(run);
  const body = {
    format: 'sirrius-evidence-pack/1',
    madeAt: source.madeAt,
    madeBy: source.madeBy,
    run: {
      id: run.id,
      procedure: run.procedure,
      version: run.version,
      procedureDigest: source.procedureDigest,
      schedule: run.schedule,
      subject: run.subject,
      state: run.state,
      dueAt: run.dueAt,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      durationMs: run.startedAt === null || run.endedAt === null ? null : run.endedAt - run.startedAt,
      onTime: run.onTime,
      reason: run.reason,
      startedBy: run.startedBy,
      lead: run.lead,
    },
    phases: run.phases,
    steps: run.steps.map(({ evidence, ...step }) => ({
      ...step,
      evidence: evidence.map((row) => ({ ...row, path: paths.get(row.id) ?? null })),
    })),
    events: run.events,
    approvals: source.approvals,
    audit: source.audit,
    files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: digests.get(path) ?? null })),
  };
  return text(canonicalJson(JSON.parse(JSON.stringify(body)) as Json));
}

export function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
