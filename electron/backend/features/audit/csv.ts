import type { AuditRow } from '../../../../shared/features/audit/contract';

const COLUMNS = ['sequence', 'at', 'actor', 'action', 'result', 'code', 'subject', 'inputDigest', 'hash'] as const;

export const CSV_HEADER = `${COLUMNS.join(',')}\r\n`;

/** RFC 4180 lines; times as ISO 8601 in UTC. */
export function csvLines(rows: readonly AuditRow[]): string {
  return rows
    .map((row) => `${COLUMNS.map((name) => cell(name === 'at' ? new Date(row.at).toISOString() : row[name])).join(',')}\r\n`)
    .join('');
}

/**
 * A spreadsheet runs a cell that begins like a formula, so such text gets an apostrophe in front
 * (source: OWASP, CSV Injection). Numbers are the console's own and stay numbers.
 */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n|]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
