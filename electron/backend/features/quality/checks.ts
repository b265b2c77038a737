import { DAY } from '../../../../shared/base/time';
import type { CauseName } from '../../../../shared/features/quality/causes';
import type { Loser } from '../../../../shared/features/quality/contract';
import { EVERYTHING } from '../../../../shared/features/quality/figures';
import type { Pattern } from '../../../../shared/features/quality/patterns';
import type { Text } from '../../../../shared/features/sop/text';
import type { Reader } from '../../store/types';
import { type CheckContext, type Checks, figure, verdict } from '../checks';
import { losersIn } from './analysis';
import type { Locks } from './locks';
import { patternsIn } from './service';

export interface QualityChecksOptions {
  readonly source: string;
  readonly read: Reader;
  readonly locks: Locks;
  readonly marketNow: () => number;
}

type Named = CauseName | 'unknown';
const CAUSE_WORDS: Readonly<Record<Named, Text>> = {
  news: { fr: 'annonce', en: 'news' },
  regime: { fr: 'régime contraire', en: 'regime against' },
  gap: { fr: 'trou de données', en: 'data gap' },
  'stop-near': { fr: 'stop trop proche', en: 'stop too near' },
  'late-entry': { fr: 'entrée tardive', en: 'late entry' },
  unknown: { fr: 'sans cause connue', en: 'no known cause' },
};
/** Lines that a run shows; the screen has them all. */
const SHOWN = 20;

/** What the quality desk proves for the weekly review, with the figures captured. */
export function qualityChecks(options: QualityChecksOptions): Checks {
  return {
    'signals.losers': (context) => {
      const days = daysOf(context);
      const to = options.marketNow();
      const losers = losersIn(options, to - days * DAY, to);
      const waiting = losers.filter(({ causes }) => causes === null).length;
      const words = {
        fr: `${losers.length} signaux perdants en ${days} jours, ${waiting} encore à analyser.`,
        en: `${losers.length} losing signals in ${days} days, ${waiting} still to be analysed.`,
      };
      return verdict(waiting === 0 ? 'pass' : 'cannot-run', words, [
        ...counted(losers).map(([cause, n]) => figure(CAUSE_WORDS[cause].fr, CAUSE_WORDS[cause].en, n)),
        ...losers.slice(0, SHOWN).map(loserFigure),
      ]);
    },
    'quality.patterns': async (context) => {
      const days = daysOf(context);
      const { rows, losers } = await patternsIn(options, days);
      const narrow = rows.filter(
        (row) => row.instrument !== null || row.timeframe !== null || row.strategy !== null || row.hour !== null,
      );
      const words = {
        fr: `${narrow.length} patterns parmi ${losers} signaux perdants en ${days} jours.`,
        en: `${narrow.length} patterns among ${losers} losing signals in ${days} days.`,
      };
      return verdict('pass', words, rows.slice(0, SHOWN).map(patternFigure));
    },
    'quality.locks': () => {
      const active = options.locks.active();
      const words =
        active.length === 0
          ? { fr: 'Aucun instrument n’est en pause.', en: 'No instrument is paused.' }
          : { fr: `${active.length} pauses en cours.`, en: `${active.length} pauses in force.` };
      return verdict(
        'pass',
        words,
        active.map(({ scope, reason }) => {
          const all = scope === EVERYTHING;
          return figure(all ? 'Toute la publication' : scope, all ? 'All publication' : scope, reason);
        }),
      );
    },
  };
}

function daysOf({ params }: CheckContext): number {
  return typeof params.days === 'number' ? params.days : 7;
}

function counted(losers: readonly Loser[]): [Named, number][] {
  const names = losers.flatMap(({ causes }): Named[] =>
    causes === null ? [] : causes.length === 0 ? ['unknown'] : causes.map(({ cause }) => cause),
  );
  return (Object.keys(CAUSE_WORDS) as Named[])
    .map((cause): [Named, number] => [cause, names.filter((name) => name === cause).length])
    .filter(([, n]) => n > 0);
}

function loserFigure({ id, instrument, timeframe, strategy, r, causes }: Loser) {
  const label = `${instrument} ${timeframe} ${id.slice(0, 8)}`;
  const named = (causes ?? []).map(({ cause }) => cause).join(', ');
  return figure(label, label, `${strategy}, ${r.toFixed(2)} R${named === '' ? '' : `, ${named}`}`);
}

function patternFigure(row: Pattern) {
  const rest = [row.instrument, row.timeframe, row.strategy, row.hour === null ? null : `${row.hour} h`].filter(
    (part) => part !== null,
  );
  const label = (language: keyof Text) => [CAUSE_WORDS[row.cause][language], ...rest].join(' · ');
  const small = row.small ? ', n < 20' : '';
  return figure(label('fr'), label('en'), `${row.losers} (${(row.share * 100).toFixed(0)} %), ${row.closed} clos/closed${small}`);
}
