import type { Report } from './contract';
import type { Measures, Outlier, PublicFigures, Recommendation } from './figures';
import { monthName, type Pen, penOf } from './pen';
import { ENOUGH } from './recommend';
import type { ReportLanguage, ReportWord } from './words';

export interface PaperTable {
  readonly caption: string;
  readonly columns: readonly { readonly header: string; readonly end: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

export interface PaperSection {
  readonly title: string;
  readonly texts: readonly string[];
  readonly tables: readonly PaperTable[];
}

/** A report in words and formatted figures, the same for every file format and for the screen. */
export interface Paper {
  readonly language: ReportLanguage;
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly sections: readonly PaperSection[];
}

/** Without `inside` the paper is the public one: it is not handed what it must not tell. */
export type Inside = Pick<Report, 'notes'> & Pick<Report['figures'], 'internal'>;

export function paperOf(
  { figures, madeAt, digest }: { readonly figures: PublicFigures; readonly madeAt: number; readonly digest: string },
  language: ReportLanguage,
  inside: Inside | null,
): Paper {
  const pen = penOf(language);
  const { say, number, day } = pen;
  const marks = [
    say(inside === null ? 'public' : 'internal'),
    ...(figures.partial ? [say('partial')] : []),
    ...(figures.source === 'simulation' ? [say('simulated')] : []),
  ];
  return {
    language,
    title: `${say('title')} · ${monthName(figures.month, language)}`,
    subtitle: marks.join(' · '),
    facts: [
      [say('source'), figures.source],
      [say('span'), `${day(figures.from)} – ${day(figures.to - 1)}`],
      [say('closed'), number(figures.totals.n)],
      [say('cancelled'), number(figures.cancelled)],
      [say('open'), number(figures.open)],
      [say('madeAt'), day(madeAt)],
      [say('digest'), digest],
    ],
    sections: [
      results(figures, pen),
      recommendations(figures, pen),
      benchmarks(figures, pen),
      outliers(figures, pen),
      ...(inside === null ? [] : [reviews(inside, pen), notes(inside, pen)]),
      definitions(pen),
    ],
  };
}

const MEASURES: readonly ReportWord[] = [
  'n',
  'wins',
  'rate',
  'interval',
  'noEdge',
  'edge',
  'edgeInterval',
  'expectancy',
  'totalR',
  'drawdownR',
];

function measureColumns({ say }: Pen, first: ReportWord) {
  return [{ header: say(first), end: false }, ...MEASURES.map((word) => ({ header: say(word), end: true }))];
}

/** One line of figures; a count under which nothing is proven is marked. */
function measureRow(name: string, measures: Measures, { number, percent, points }: Pen): string[] {
  const span = (low: number | null, high: number | null, say: (value: number | null) => string) =>
    low === null ? '–' : `${say(low)} … ${say(high)}`;
  return [
    name,
    `${number(measures.n)}${measures.n < ENOUGH ? ' *' : ''}`,
    number(measures.wins),
    percent(measures.rate),
    span(measures.low, measures.high, percent),
    percent(measures.noEdge),
    points(measures.edge),
    span(measures.edgeLow, measures.edgeHigh, points),
    number(measures.expectancyR, 3),
    number(measures.totalR, 2),
    number(measures.drawdownR, 2),
  ];
}

function results(figures: PublicFigures, pen: Pen): PaperSection {
  const all = {
    caption: pen.say('all'),
    columns: measureColumns(pen, 'name'),
    rows: [measureRow(pen.say('all'), figures.totals, pen)],
  };
  const kinds = [...new Set(figures.categories.map(({ by }) => by))];
  const tables = kinds.map((kind) => ({
    caption: pen.say(kind),
    columns: measureColumns(pen, 'name'),
    rows: figures.categories.filter(({ by }) => by === kind).map(({ name, measures }) => measureRow(name, measures, pen)),
  }));
  return { title: pen.say('results'), texts: [pen.say('small')], tables: [all, ...tables] };
}

function recommendations(figures: PublicFigures, pen: Pen): PaperSection {
  return { title: pen.say('recommendations'), texts: figures.recommendations.map((one) => sentence(one, pen)), tables: [] };
}

const AS_POINTS = new Set(['edgeLow', 'edgeHigh']);
const AS_COUNT = new Set(['n', 'nBefore', 'enough', 'left', 'most']);

function sentence({ rule, subject, values }: Recommendation, { say, number, percent, points }: Pen): string {
  const figure = (name: string, value: number) => {
    if (name === 'rate') return percent(value);
    return AS_POINTS.has(name) ? points(value) : number(value, AS_COUNT.has(name) ? 0 : 3);
  };
  const said = Object.entries(values).map(([name, value]) => [name, figure(name, value)]);
  return say(`rule.${rule}`, { subject, ...Object.fromEntries(said) });
}

function benchmarks({ benchmarks: { buyAndHold, random, previous }, totals }: PublicFigures, pen: Pen): PaperSection {
  const { say, number, percent } = pen;
  const held: PaperTable = {
    caption: say('buyAndHold'),
    columns: [
      { header: say('instrument'), end: false },
      { header: say('change'), end: true },
    ],
    rows: buyAndHold.map(({ instrument, change }) => [instrument, percent(change, true)]),
  };
  const chance: PaperTable[] =
    random === null
      ? []
      : [
          {
            caption: say('randomTitle'),
            columns: [
              { header: say('measure'), end: false },
              { header: `n = ${number(random.n)}`, end: true },
            ],
            rows: [
              [say('ours'), number(random.ours, 3)],
              [say('random'), number(random.mean, 3)],
              [say('randomInterval'), `${number(random.low, 3)} … ${number(random.high, 3)}`],
              [say('asGood'), percent(random.asGood)],
              [say('draws'), number(random.draws)],
              [say('seed'), random.seed.slice(0, 16)],
            ],
          },
        ];
  const before: PaperTable[] =
    previous === null
      ? []
      : [
          {
            caption: say('previousTitle'),
            columns: measureColumns(pen, 'month'),
            rows: [measureRow(say('thisMonth'), totals, pen), measureRow(say('previousMonth'), previous, pen)],
          },
        ];
  return {
    title: say('benchmarks'),
    texts: [...(random === null ? [say('noRandom')] : []), ...(previous === null ? [say('noPrevious')] : [])],
    tables: [held, ...chance, ...before],
  };
}

function outliers({ outliers: { best, worst, without } }: PublicFigures, pen: Pen): PaperSection {
  const { say, number, day } = pen;
  const list = (caption: ReportWord, rows: readonly Outlier[]): PaperTable => ({
    caption: say(caption),
    columns: (['date', 'series', 'strategy', 'result'] as const)
      .map((word) => ({ header: say(word), end: false }))
      .concat({ header: 'R', end: true }),
    rows: rows.map((row) => [day(row.at), `${row.instrument} ${row.timeframe}`, row.strategy, row.result, number(row.r, 2)]),
  });
  const rest = {
    caption: say('without'),
    columns: measureColumns(pen, 'name'),
    rows: [measureRow(say('without'), without, pen)],
  };
  return { title: say('outliers'), texts: [], tables: [list('best', best), list('worst', worst), rest] };
}

function reviews({ internal }: Inside, { say, number }: Pen): PaperSection {
  const { samples, reviewed, contested, reviewers } = internal;
  return {
    title: say('reviews'),
    texts: [
      `${say('samples')} : ${number(samples)} · ${say('reviewed')} : ${number(reviewed)} · ${say('contested')} : ${number(contested)}`,
    ],
    tables: [
      {
        caption: say('reviewer'),
        columns: [
          { header: say('reviewer'), end: false },
          { header: say('reviewsGiven'), end: true },
        ],
        rows: reviewers.map(({ name, reviews: given }) => [name, number(given)]),
      },
    ],
  };
}

function notes({ notes: given }: Inside, { say, day }: Pen): PaperSection {
  const texts = given.map(({ at, name, text }) => `${day(at)} · ${name} : ${text}`);
  return { title: say('notes'), texts: texts.length === 0 ? [say('noNotes')] : texts, tables: [] };
}

const DEFINITIONS = ['closed', 'win', 'noEdge', 'r', 'drawdown', 'buyAndHold', 'random', 'outliers'] as const;

function definitions({ say }: Pen): PaperSection {
  return { title: say('definitions'), texts: [...DEFINITIONS.map((one) => say(`def.${one}`)), say('warning')], tables: [] };
}
