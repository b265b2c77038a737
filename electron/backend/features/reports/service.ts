import { canonicalJson, type Json } from '../../../../shared/base/canonical';
import type { BlobLike } from '../../../../shared/base/columns';
import type { Audience, Report, reportsContract } from '../../../../shared/features/reports/contract';
import { csvOf } from '../../../../shared/features/reports/csv';
import type { ReportFigures } from '../../../../shared/features/reports/figures';
import { htmlOf } from '../../../../shared/features/reports/html';
import { madeFrom, monthOf, monthSpan, moveMonth } from '../../../../shared/features/reports/months';
import { paperOf } from '../../../../shared/features/reports/paper';
import type { ReportLanguage } from '../../../../shared/features/reports/words';
import type { Clock, Timer } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import { sha256Hex } from '../../kit/hash';
import type { Ids } from '../../kit/ids';
import { Refusal } from '../../store/refusal';
import type { Commands, Facts, Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { type ComputeOptions, computeReport } from './compute';
import { pdfOf } from './pdf';
import { asReport, monthsWithSignals, newestReport, notesOf, saveNote, saveReport } from './record';

export interface ReportsOptions extends ComputeOptions {
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The market's time: months of a tape end by its own clock. */
  readonly marketNow: () => number;
  readonly onError: (error: unknown) => void;
}

const ACTOR = 'system:reports';
const LOOK_MS = 60_000;
const HEARD = new Set(['quality.report-ready', 'report.noted']);
const READERS = ['data-science', 'qa', 'product', 'cto', 'ceo'];
const MIME = { pdf: 'application/pdf', html: 'text/html', csv: 'text/csv' } as const;

export function createReports(options: ReportsOptions) {
  const { read, source, facts, clock, marketNow, nameOf } = options;
  let busy = false;
  let stopped = false;
  let timer: Timer | null = null;
  /** Computed before the transaction; one at a time, so that two clicks cost one month. */
  const prepare = async (month: string): Promise<(tx: Tx) => Report> => {
    if (busy) throw new Refusal('BUSY');
    busy = true;
    try {
      const figures = await computeReport(options, month, marketNow());
      return (tx) => keep(options, tx, figures);
    } finally {
      busy = false;
    }
  };
  const look = async () => {
    const month = dueMonth(options);
    if (month === null || busy || stopped) return;
    const work = await prepare(month);
    if (!stopped) options.commands.run({ actor: ACTOR, action: 'reports.generate', input: { month }, subject: month }, work);
  };
  const found = (month: string): Report => {
    const stored = newestReport(read, source, month);
    if (stored === undefined) throw new Refusal('NO_REPORT');
    return asReport(read, stored, nameOf);
  };
  const handlers: Handlers<typeof reportsContract> = {
    list: {
      query: () => ({
        months: monthsWithSignals(read, source, marketNow()).map((row) => {
          const stored = newestReport(read, source, row.month);
          return {
            ...row,
            madeAt: stored?.at ?? null,
            madeBy: stored === undefined ? null : nameOf(stored.actor),
            partial: stored?.figures.public.partial ?? marketNow() < monthSpan(row.month).to,
          };
        }),
      }),
    },
    get: { query: ({ month }) => found(month) },
    generate: {
      command: ({ month }) => {
        if (month > monthOf(marketNow())) throw new Refusal('NOT_BEGUN');
        return prepare(month);
      },
    },
    download: {
      query: ({ month, format, language, audience }) => {
        const bytes = fileOf(found(month), format, language, audience);
        const name = `sirrius-${month}-${audience}.${language}.${format}`;
        return { name, mime: MIME[format], file: new Blob([bytes], { type: MIME[format] }) as BlobLike };
      },
    },
    addNote: {
      command:
        ({ month, text }) =>
        (tx) => {
          tx.subject(month);
          saveNote(tx, source, month, text);
          tx.fact('report.noted', month);
          return { notes: notesOf(tx, tx.db as unknown as Reader['db'], source, month, nameOf) };
        },
    },
    changes: {
      query: (_, { signal }) =>
        flatten(
          conflate<{ sequence: number }>({
            clock,
            hz: 2,
            signal,
            source: (offer) =>
              facts.subscribe(({ kind, sequence }) => {
                if (HEARD.has(kind)) offer('changes', { sequence });
              }),
          }),
        ),
    },
  };
  const lookSafely = () => void look().catch(options.onError);
  return {
    handlers,
    look,
    start() {
      if (stopped) return;
      lookSafely();
      timer = clock.setInterval(lookSafely, LOOK_MS);
    },
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}

/** Last month, once its report is due and where it has signals and no whole report yet; null otherwise. */
function dueMonth({ read, source, marketNow }: ReportsOptions): string | null {
  const now = marketNow();
  const month = moveMonth(monthOf(now), -1);
  if (now < madeFrom(month) || newestReport(read, source, month)?.figures.public.partial === false) return null;
  return monthsWithSignals(read, source, now).some((row) => row.month === month && row.closed > 0) ? month : null;
}

function keep({ ids, read, source, nameOf }: ReportsOptions, tx: Tx, figures: ReportFigures): Report {
  const { month, partial } = figures.public;
  tx.subject(month);
  const digest = sha256Hex(canonicalJson(figures.public as unknown as Json));
  saveReport(tx, ids(), { digest, figures });
  tx.fact('quality.report-ready', month, {
    notify: !partial,
    simulated: source === 'simulation',
    values: { month },
    roles: READERS,
    link: '/reports',
  });
  return asReport(read, { at: tx.at, actor: tx.actor, digest, figures }, nameOf);
}

/** The public version is made from the public figures alone. */
function fileOf(
  { figures, notes, madeAt, digest }: Report,
  format: keyof typeof MIME,
  language: ReportLanguage,
  audience: Audience,
): Uint8Array<ArrayBuffer> | string {
  const inside = audience === 'internal' ? { notes, internal: figures.internal } : null;
  if (format === 'csv') return csvOf(figures.public, language, inside);
  const paper = paperOf({ figures: figures.public, madeAt, digest }, language, inside);
  return format === 'html' ? htmlOf(paper) : Uint8Array.from(pdfOf(paper));
}
