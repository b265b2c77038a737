import type { PublicFigures } from '../../../../shared/features/reports/figures';
import { monthOf, moveMonth } from '../../../../shared/features/reports/months';
import { paperOf } from '../../../../shared/features/reports/paper';
import type { Reader } from '../../store/types';
import { type Check, type Checks, figure, type Verdict, verdict } from '../checks';
import { newestReport, type StoredReport } from './record';

export interface ReportChecksOptions {
  readonly source: string;
  readonly read: Reader;
  readonly marketNow: () => number;
}

/** What last month's report says, taken over into the run of a procedure. */
export function reportChecks({ source, read, marketNow }: ReportChecksOptions): Checks {
  const about =
    (tell: (figures: PublicFigures, stored: StoredReport) => Verdict): Check =>
    () => {
      const month = moveMonth(monthOf(marketNow()), -1);
      const stored = newestReport(read, source, month);
      if (stored === undefined || stored.figures.public.partial)
        return verdict('fail', {
          fr: `Le rapport de ${month} n’est pas établi. Établissez-le à l’écran Rapports.`,
          en: `There is no report of ${month} yet. Make it on the Reports screen.`,
        });
      return tell(stored.figures.public, stored);
    };
  return {
    'report.by-category': about(byCategory),
    'report.benchmark': about(benchmark),
    'report.outliers': about(outliers),
    'report.recommendations': about(recommendations),
  };
}

const R = (value: number | null) => (value === null ? '–' : `${value.toFixed(2)} R`);
const percent = (value: number | null) => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);

function byCategory({ month, totals, categories }: PublicFigures): Verdict {
  const words = {
    fr: `${month} : ${totals.n} signaux clos, taux ${percent(totals.rate)}, espérance ${R(totals.expectancyR)}.`,
    en: `${month}: ${totals.n} signals closed, rate ${percent(totals.rate)}, expectancy ${R(totals.expectancyR)}.`,
  };
  return verdict(
    'pass',
    words,
    categories
      .filter(({ by }) => by === 'class' || by === 'instrument')
      .map(({ name, measures: { n, rate, low, high, expectancyR } }) =>
        figure(name, name, `${percent(rate)} [${percent(low)} – ${percent(high)}], n = ${n}, ${R(expectancyR)}`),
      ),
  );
}

function benchmark({ benchmarks: { buyAndHold, random, previous }, totals }: PublicFigures): Verdict {
  const words =
    random === null
      ? { fr: 'Aucune bougie pour la comparaison au hasard.', en: 'No candles to compare with chance.' }
      : {
          fr: `R moyen ${R(random.ours)} contre ${R(random.mean)} au hasard (${R(random.low)} à ${R(random.high)}, n = ${random.n}).`,
          en: `Mean R ${R(random.ours)} against ${R(random.mean)} at random (${R(random.low)} to ${R(random.high)}, n = ${random.n}).`,
        };
  return verdict('pass', words, [
    ...buyAndHold.map(({ instrument, change }) => figure(`${instrument}, conservé`, `${instrument}, held`, percent(change))),
    figure('Ce mois', 'This month', `${R(totals.expectancyR)}, n = ${totals.n}`),
    figure('Mois précédent', 'Previous month', previous === null ? '–' : `${R(previous.expectancyR)}, n = ${previous.n}`),
  ]);
}

function outliers({ outliers: { best, worst, without }, totals }: PublicFigures): Verdict {
  const words = {
    fr: `Total ${R(totals.totalR)}, sans les signaux extrêmes ${R(without.totalR)} (n = ${without.n}).`,
    en: `Total ${R(totals.totalR)}, without the outliers ${R(without.totalR)} (n = ${without.n}).`,
  };
  return verdict(
    'pass',
    words,
    [...best, ...worst].map(({ id, instrument, timeframe, r }) => {
      const name = `${instrument} ${timeframe} ${id.slice(0, 8)}`;
      return figure(name, name, R(r));
    }),
  );
}

function recommendations(figures: PublicFigures, { at, digest }: StoredReport): Verdict {
  const texts = (language: 'fr' | 'en') => paperOf({ figures, madeAt: at, digest }, language, null).sections[1]?.texts ?? [];
  const [fr, en] = [texts('fr'), texts('en')];
  const words = { fr: `${fr.length} constats tirés des chiffres.`, en: `${en.length} findings drawn from the figures.` };
  return verdict('pass', words, [
    ...fr.map((text, index) => ({ label: { fr: text, en: en[index] ?? text }, value: String(index + 1) })),
    figure('Empreinte', 'Digest', digest),
  ]);
}
