import type { Instrument } from '../../../../shared/features/market/instrument';
import type { CandleLine, GapLine, OutcomeLine, SignalLine, SummaryLine } from '../../../../shared/features/signals/lines';
import type { ReplayLine } from '../../engine/replay';

const WORDS = {
  en: {
    gap: 'GAP',
    missing: 'missing',
    long: 'LONG',
    short: 'SHORT',
    validated: 'validated',
    quarantined: 'quarantined',
    confidence: 'confidence',
    noEdge: 'no edge',
    failed: 'not passed',
    candles: 'Candles',
    gaps: 'gaps',
    signals: 'Signals',
    closed: 'Closed',
    open: 'open',
    wins: 'wins',
    losses: 'losses',
    winRate: 'Win rate',
    edge: 'edge',
    none: 'no closed signal yet',
    expectancy: 'expectancy',
    speed: 'candles/s',
    digest: 'Digest',
  },
  fr: {
    gap: 'TROU',
    missing: 'manquantes',
    long: 'ACHAT',
    short: 'VENTE',
    validated: 'validé',
    quarantined: 'quarantaine',
    confidence: 'confiance',
    noEdge: 'sans avantage',
    failed: 'non satisfait',
    candles: 'Bougies',
    gaps: 'trous',
    signals: 'Signaux',
    closed: 'Clos',
    open: 'ouverts',
    wins: 'gagnés',
    losses: 'perdus',
    winRate: 'Taux de réussite',
    edge: 'avantage',
    none: 'aucun signal clos',
    expectancy: 'espérance',
    speed: 'bougies/s',
    digest: 'Empreinte',
  },
} as const;

type Words = Readonly<Record<keyof (typeof WORDS)['en'], string>>;

/** Puts replay lines into rows a person can read; times in UTC, prices with the instrument's decimals. */
export function replayTable(language: 'en' | 'fr', instrument: Instrument): (line: ReplayLine) => string {
  const words: Words = WORDS[language];
  const price = (value: number) => value.toFixed(instrument.decimals);
  return (line) => {
    if (line.type === 'gap') return gapRow(line, words);
    if (line.type === 'signal') return signalRow(line, words, price);
    if (line.type === 'outcome') return outcomeRow(line);
    if (line.type === 'candle') return candleRow(line, price);
    return summaryRows(line, words);
  };
}

const UTC = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' });

function utc(at: number): string {
  return UTC.format(at);
}

function gapRow({ from, to, missing, timeframe }: GapLine, words: Words): string {
  return `${utc(from)}  ${words.gap.padEnd(5)}  → ${utc(to)}  ${missing} × ${timeframe} ${words.missing}`;
}

function signalRow(line: SignalLine, words: Words, price: (value: number) => string): string {
  const way = (line.direction === 'long' ? words.long : words.short).padEnd(5);
  const levels = `${price(line.entry)}  SL ${price(line.sl)}  TP1 ${price(line.tp1)}  TP2 ${price(line.tp2)}`;
  const belief = `${words.confidence} ${percent(line.confidence)} (${words.noEdge} ${percent(line.noEdge)})`;
  const missed = line.checks.filter((check) => !check.passed).map((check) => check.rule);
  const status = missed.length === 0 ? words.validated : `${words.quarantined} — ${words.failed}: ${missed.join(', ')}`;
  return `${utc(line.at)}  ${way}  ${line.id.slice(0, 8)}  ${line.timeframe}  ${levels}  ${belief}  ${line.strategy}  ${status}`;
}

function outcomeRow({ id, at, result, final, r, rGross }: OutcomeLine): string {
  const gain = `${signed(r)} R (${signed(rGross)})`;
  return `${utc(at)}  ${final ? '■' : '◧'}      ${id.slice(0, 8)}  ${result.padEnd(11)}  ${gain}`;
}

function candleRow(line: CandleLine, price: (value: number) => string): string {
  const prices = [line.open, line.high, line.low, line.close].map(price).join('  ');
  return `${utc(line.ts)}  ${line.timeframe.padEnd(3)}  ${prices}  ${line.volume}  ${line.quality}`;
}

function summaryRows(line: SummaryLine, words: Words): string {
  const rows = [
    '',
    `${words.candles} ${line.candles}, ${line.gaps} ${words.gaps}, ${line.candlesPerSecond} ${words.speed}`,
    `${words.signals} ${line.signals}: ${line.validated} ${words.validated}, ${line.quarantined} ${words.quarantined}`,
    `${words.closed} ${line.closed}, ${line.open} ${words.open}: ${line.wins} ${words.wins}, ${line.losses} ${words.losses}`,
    rateRow(line, words),
    `${words.digest} ${line.digest}`,
  ];
  return rows.join('\n');
}

function rateRow(line: SummaryLine, words: Words): string {
  const { winRate, winRateLow, winRateHigh, noEdgeRate, edgeLow, edgeHigh, expectancyR } = line;
  if (winRate === null || winRateLow === null || winRateHigh === null || noEdgeRate === null)
    return `${words.winRate}: ${words.none}`;
  const interval = `[${percent(winRateLow)} – ${percent(winRateHigh)}]`;
  const edge = `${words.edge} [${percent(edgeLow ?? 0)} – ${percent(edgeHigh ?? 0)}]`;
  const expectancy = `${words.expectancy} ${signed(expectancyR ?? 0)} R`;
  return `${words.winRate} ${percent(winRate)} ${interval}, ${words.noEdge} ${percent(noEdgeRate)}, ${edge}, ${expectancy}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
