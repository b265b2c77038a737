import type { ReviewDetail, ReviewRow } from '../../../../shared/features/people/contract';

const HEADER =
  'operator,name,roles,level,tier,state,lastSeenAt,passwordAt,secondFactorAt,verdict,reason,decidedBy,decidedAt,signedBy,signedAt';

/** RFC 4180 lines, times as ISO 8601 in UTC; with the mark by which spreadsheets know UTF-8. */
export function csvOf(review: ReviewDetail): string {
  const lines = review.register.map((row) => cellsOf(row, review).map(cell).join(','));
  return `\uFEFF${[HEADER, ...lines].join('\r\n')}\r\n`;
}

function cellsOf(row: ReviewRow, { signedBy, signedAt }: ReviewDetail): readonly (string | number | null)[] {
  const { operator, name, roles, level, tier, state, lastSeenAt, passwordAt, secondFactorAt, decision } = row;
  const ages = [lastSeenAt, passwordAt, secondFactorAt].map(iso);
  const decided = [decision?.verdict ?? null, decision?.reason ?? null, decision?.by ?? null, iso(decision?.at ?? null)];
  return [operator, name, roles.join(' '), level, tier, state, ...ages, ...decided, signedBy, iso(signedAt)];
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** A spreadsheet runs a cell that begins like a formula, so such text gets an apostrophe in front (source: OWASP, CSV Injection). */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n|]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
