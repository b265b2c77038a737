import type { PublicFigures, Recommendation } from './figures';

/** Under so many closed signals nothing is recommended but patience. */
export const ENOUGH = 20;
const TARGET_RATE = 0.7;
const MOST_DRAWDOWN_R = 10;
const WORSE_BY_R = 0.1;

type Known = Omit<PublicFigures, 'recommendations'>;

/** What the figures say, by rules that are written here and nowhere else. Each answer carries the figures it came from. */
export function recommend(figures: Known): Recommendation[] {
  const found = [...ofMonth(figures), ...ofSeries(figures)];
  return found.length > 0 ? found : [{ rule: 'nothing', subject: '', values: { n: figures.totals.n } }];
}

function ofMonth({ totals, outliers, benchmarks }: Known): Recommendation[] {
  const { n, totalR, drawdownR, rate, expectancyR } = totals;
  if (n < ENOUGH) return [{ rule: 'small-sample', subject: '', values: { n, enough: ENOUGH } }];
  const found: Recommendation[] = [];
  if (rate !== null && expectancyR !== null && rate >= TARGET_RATE && expectancyR < 0)
    found.push({ rule: 'losing-winners', subject: '', values: { n, rate, expectancyR } });
  const { random, previous } = benchmarks;
  if (random !== null && random.ours <= random.high)
    found.push({ rule: 'no-better-than-chance', subject: '', values: { ...numbers(random) } });
  if (totalR > 0 && outliers.without.totalR <= 0)
    found.push({
      rule: 'rests-on-few',
      subject: '',
      values: { totalR, without: outliers.without.totalR, left: n - outliers.without.n },
    });
  if (drawdownR > MOST_DRAWDOWN_R) found.push({ rule: 'drawdown', subject: '', values: { drawdownR, most: MOST_DRAWDOWN_R } });
  if (previous !== null && previous.n >= ENOUGH && (previous.expectancyR ?? 0) - (expectancyR ?? 0) >= WORSE_BY_R)
    found.push({
      rule: 'worse-than-before',
      subject: '',
      values: { n, expectancyR: expectancyR ?? 0, before: previous.expectancyR ?? 0, nBefore: previous.n },
    });
  return found;
}

function ofSeries({ categories }: Known): Recommendation[] {
  return categories.flatMap(({ by, name, measures: { n, edgeLow, edgeHigh, expectancyR } }): Recommendation[] => {
    if (by !== 'series' || n < ENOUGH || edgeLow === null || edgeHigh === null) return [];
    const values = { n, edgeLow, edgeHigh, expectancyR: expectancyR ?? 0 };
    if (edgeHigh < 0) return [{ rule: 'switch-off', subject: name, values }];
    return edgeLow > 0 && (expectancyR ?? 0) > 0 ? [{ rule: 'keep', subject: name, values }] : [];
  });
}

function numbers({ ours, mean, low, high, n }: NonNullable<Known['benchmarks']['random']>) {
  return { ours, mean, low, high, n };
}
