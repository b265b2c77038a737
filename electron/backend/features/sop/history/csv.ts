import type { RunRow } from '../../../../../shared/features/sop/run';

const HEADER = [
  'id',
  'procedure',
  'version',
  'title',
  'schedule',
  'subject',
  'state',
  'due',
  'started',
  'ended',
  'on_time',
  'started_by',
  'lead',
  'done',
  'total',
  'skipped',
  'failed',
  'reason',
];
export const CSV_START = `\uFEFF${HEADER.join(',')}\r\n`;

/** RFC 4180 lines; times as ISO 8601 in UTC. */
export function csvOf(rows: readonly RunRow[]): string {
  return rows.map((row) => `${cells(row).map(cell).join(',')}\r\n`).join('');
}

function cells(row: RunRow): readonly (string | number | null)[] {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return [
    row.id,
    row.procedure,
    row.version,
    row.title.fr,
    row.schedule,
    row.subject,
    row.state,
    time(row.dueAt),
    time(row.startedAt),
    time(row.endedAt),
    row.onTime === null ? null : row.onTime ? 'yes' : 'no',
    row.startedBy?.name ?? null,
    row.lead?.name ?? null,
    row.done,
    row.total,
    row.skipped,
    row.failed,
    row.reason,
  ];
}

/** A spreadsheet runs a cell that begins like a formula, so such text gets an apostrophe in front (OWASP, CSV Injection). */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n|]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
