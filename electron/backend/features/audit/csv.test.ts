import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../../../../shared/features/audit/contract';
import { CSV_HEADER, csvLines } from './csv';

const row = (change: Partial<AuditRow>): AuditRow => ({
  sequence: 1,
  at: Date.UTC(2026, 0, 5, 9, 30),
  actor: 'owner',
  action: 'signals.release',
  result: 'done',
  code: null,
  subject: null,
  inputDigest: 'd',
  hash: 'h',
  ...change,
});

describe('the journal as CSV', () => {
  it('[AUD1] makes no cell that a spreadsheet would run, and loses no character', () => {
    const nasty = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', 'a "quoted", text', 'two\nlines', '|calc'];
    const text = CSV_HEADER + csvLines(nasty.map((subject, index) => row({ sequence: index + 1, subject })));
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows.map(({ subject }) => subject?.replace(/^'/, ''))).toEqual(nasty);
    expect(rows.every(({ subject }) => !/^[=+\-@\t|]/.test(subject ?? ''))).toBe(true);
    expect(rows[0]).toMatchObject({ sequence: '1', at: '2026-01-05T09:30:00.000Z', code: '' });
  });
});
