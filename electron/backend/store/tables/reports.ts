import type { Generated } from 'kysely';

/** Tables of the reports feature; conventions as in `schema.ts`. */
export interface MonthlyReportsTable {
  id: string;
  source: string;
  /** `YYYY-MM` in Paris. */
  month: string;
  at: number;
  actor: string;
  /** SHA-256 of the figures in canonical JSON. */
  digest: string;
  figures_json: string;
}

export interface ReportNotesTable {
  sequence: Generated<number>;
  source: string;
  month: string;
  at: number;
  actor: string;
  text: string;
}

export interface ReportTables {
  monthly_reports: MonthlyReportsTable;
  report_notes: ReportNotesTable;
}
