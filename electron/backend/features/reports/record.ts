import { z } from 'zod';
import type { Report, ReportNote } from '../../../../shared/features/reports/contract';
import { type ReportFigures, reportFigures } from '../../../../shared/features/reports/figures';
import type { ClosedTrade } from '../../../../shared/features/reports/measures';
import { monthOf, monthSpan, moveMonth } from '../../../../shared/features/reports/months';
import { fundamental, isContested, technical } from '../../../../shared/features/reviews/verdict';
import { resultName } from '../../../../shared/features/signals/signal';
import type { Reader, Reads, Tx } from '../../store/types';

export interface Span {
  readonly from: number;
  readonly to: number;
}

const PUBLISHED = ['validated', 'released'];

const tradeRow = z
  .object({
    id: z.string(),
    at: z.int(),
    outcome_at: z.int(),
    instrument: z.string(),
    timeframe: z.string(),
    strategy: z.string(),
    direction: z.enum(['long', 'short']),
    entry: z.number(),
    sl: z.number(),
    tp1: z.number(),
    tp2: z.number(),
    expires_at: z.int(),
    outcome_result: resultName,
    no_edge: z.number(),
    outcome_r: z.number(),
  })
  .transform(({ outcome_at, direction, expires_at, outcome_result, no_edge, outcome_r, ...same }) => ({
    ...same,
    closedAt: outcome_at,
    side: direction === 'long' ? (1 as const) : (-1 as const),
    expiresAt: expires_at,
    result: outcome_result,
    noEdge: no_edge,
    r: outcome_r,
  }));

/** Published signals that closed within the span, in order of closing; cancelled ones too. */
export function closedTrades(read: Reader, source: string, { from, to }: Span, classOf: (id: string) => string): ClosedTrade[] {
  const rows = read.all(
    read.db
      .selectFrom('signals')
      .select(['id', 'at', 'outcome_at', 'instrument', 'timeframe', 'strategy', 'direction', 'entry', 'sl', 'tp1', 'tp2'])
      .select(['expires_at', 'outcome_result', 'no_edge', 'outcome_r'])
      .where('source', '=', source)
      .where('state', 'in', PUBLISHED)
      .where('outcome_final', '=', 1)
      .where('outcome_at', '>=', from)
      .where('outcome_at', '<', to)
      .orderBy('outcome_at')
      .orderBy('id'),
    tradeRow,
  );
  return rows.map((row) => ({ ...row, class: classOf(row.instrument) }));
}

/** Published within the span and not closed by its end. */
export function openAtEnd(read: Reader, source: string, { from, to }: Span): number {
  const query = read.db
    .selectFrom('signals')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('source', '=', source)
    .where('state', 'in', PUBLISHED)
    .where('at', '>=', from)
    .where('at', '<', to)
    .where((eb) => eb.or([eb('outcome_final', 'is', null), eb('outcome_final', '=', 0), eb('outcome_at', '>=', to)]));
  return read.get(query)?.n ?? 0;
}

/** How the samples of the span's days were reviewed. */
export function reviewsIn(
  read: Reader,
  source: string,
  month: string,
  nameOf: (id: string) => string,
): ReportFigures['internal'] {
  const samples = read.all(
    read.db
      .selectFrom('review_samples')
      .select('signal_id')
      .where('source', '=', source)
      .where('day', '>=', `${month}-01`)
      .where('day', '<', `${moveMonth(month, 1)}-01`),
  );
  const verdicts = read.all(
    read.db
      .selectFrom('review_verdicts')
      .innerJoin('review_samples', 'review_samples.signal_id', 'review_verdicts.signal_id')
      .select(['review_verdicts.signal_id', 'reviewer', 'technical', 'fundamental'])
      .where('review_samples.source', '=', source)
      .where('review_samples.day', '>=', `${month}-01`)
      .where('review_samples.day', '<', `${moveMonth(month, 1)}-01`),
    z.object({ signal_id: z.string(), reviewer: z.string(), technical, fundamental }),
  );
  const ids = (of: typeof verdicts) => new Set(of.map(({ signal_id }) => signal_id)).size;
  const people = [...new Set(verdicts.map(({ reviewer }) => reviewer))].sort();
  return {
    samples: samples.length,
    reviewed: ids(verdicts),
    contested: ids(verdicts.filter(isContested)),
    reviewers: people.map((id) => ({ name: nameOf(id), reviews: verdicts.filter(({ reviewer }) => reviewer === id).length })),
  };
}

export interface StoredReport {
  readonly at: number;
  readonly actor: string;
  readonly digest: string;
  readonly figures: ReportFigures;
}

const storedRow = z
  .object({ at: z.int(), actor: z.string(), digest: z.string(), figures_json: z.string() })
  .transform(({ figures_json, ...rest }): StoredReport => ({ ...rest, figures: reportFigures.parse(JSON.parse(figures_json)) }));

/** The newest report of the month. */
export function newestReport(read: Reader, source: string, month: string): StoredReport | undefined {
  return read.get(
    read.db
      .selectFrom('monthly_reports')
      .select(['at', 'actor', 'digest', 'figures_json'])
      .where('source', '=', source)
      .where('month', '=', month)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(1),
    storedRow,
  );
}

export function saveReport(tx: Tx, id: string, { digest, figures }: Pick<StoredReport, 'digest' | 'figures'>): void {
  const { source, month } = figures.public;
  const row = { id, source, month, at: tx.at, actor: tx.actor, digest, figures_json: JSON.stringify(figures) };
  tx.run(tx.db.insertInto('monthly_reports').values(row));
}

/** In the order they were written. */
export function notesOf(
  reads: Reads,
  db: Reader['db'],
  source: string,
  month: string,
  nameOf: (id: string) => string,
): ReportNote[] {
  const query = db
    .selectFrom('report_notes')
    .select(['at', 'actor', 'text'])
    .where('source', '=', source)
    .where('month', '=', month);
  return reads.all(query.orderBy('sequence')).map(({ at, actor, text }) => ({ at, name: nameOf(actor), text }));
}

export function saveNote(tx: Tx, source: string, month: string, text: string): void {
  tx.run(tx.db.insertInto('report_notes').values({ source, month, at: tx.at, actor: tx.actor, text }));
}

export function asReport(read: Reader, stored: StoredReport, nameOf: (id: string) => string): Report {
  const { source, month } = stored.figures.public;
  return {
    madeAt: stored.at,
    madeBy: nameOf(stored.actor),
    digest: stored.digest,
    figures: stored.figures,
    notes: notesOf(read, read.db, source, month, nameOf),
  };
}

const MOST_MONTHS = 36;

/** From the month of the first closed signal to the one of `now`, newest first. */
export function monthsWithSignals(
  read: Reader,
  source: string,
  now: number,
): { readonly month: string; readonly closed: number }[] {
  const published = read.db.selectFrom('signals').where('source', '=', source).where('state', 'in', PUBLISHED);
  const closed = published.where('outcome_final', '=', 1);
  const first = read.get(closed.select((eb) => eb.fn.min<number | null>('outcome_at').as('at')))?.at ?? null;
  const months: { month: string; closed: number }[] = [];
  if (first === null) return months;
  for (let month = monthOf(now); month >= monthOf(first) && months.length < MOST_MONTHS; month = moveMonth(month, -1)) {
    const { from, to } = monthSpan(month);
    const count = closed
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('outcome_at', '>=', from)
      .where('outcome_at', '<', to);
    months.push({ month, closed: read.get(count)?.n ?? 0 });
  }
  return months;
}
