import type { Instrument } from '../../../../shared/features/market/instrument';
import type { CandleLine, GapLine, OutcomeLine, SignalLine, SummaryLine } from '../../../../shared/features/signals/lines';
import type { ReplayLine } from '../../engine/replay';
import { TABLE_WORDS, type TableWords } from './tableWords';

export interface ReplayTable {
  /** The names of the columns, of decisions or of printed candles. */
  readonly header: string;
  row(line: ReplayLine): string;
}

/** Under so many closed signals a rate says nothing, as the desk's own screens say too. */
const ENOUGH_SIGNALS = 20;

/** Puts replay lines into rows a person can read; times in UTC, prices with the instrument's decimals. */
export function replayTable(language: 'en' | 'fr', instrument: Instrument, shows: 'signals' | 'candles'): ReplayTable {
  const words = TABLE_WORDS[language];
  const prices = new Prices(instrument.decimals);
  return {
    header: shows === 'candles' ? candleHeader(words, prices) : signalHeader(words, prices),
    row: (line) => {
      if (line.type === 'gap') return gapRow(line, words);
      if (line.type === 'signal') return signalRow(line, words, prices);
      if (line.type === 'outcome') return outcomeRow(line, words);
      if (line.type === 'candle') return candleRow(line, prices);
      return summaryRows(line, words);
    },
  };
}

/** Prices and their headings, one width for all of a table: six digits before the point. */
class Prices {
  private readonly width: number;

  constructor(private readonly decimals: number) {
    this.width = Math.max(9, decimals + 7);
  }

  cell(value: number): string {
    return value.toFixed(this.decimals).padStart(this.width);
  }

  heading(name: string): string {
    return name.padStart(this.width);
  }
}

/** Widths of the columns before the prices, which all rows share. */
const TIME = 16;
const EVENT = 11;
const SIGNAL = 8;
const TIMEFRAME = 3;
const SHARE = 8;
const STRATEGY = 17;

const UTC = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' });

function row(...cells: string[]): string {
  return cells.join('  ').trimEnd();
}

function signalHeader({ columns }: TableWords, prices: Prices): string {
  return row(
    columns.time.padEnd(TIME),
    columns.event.padEnd(EVENT),
    columns.signal.padEnd(SIGNAL),
    ''.padEnd(TIMEFRAME),
    ...[columns.entry, columns.stop, 'TP1', 'TP2'].map((name) => prices.heading(name)),
    columns.confidence.padStart(SHARE),
    columns.noEdge.padStart(SHARE),
    columns.strategy.padEnd(STRATEGY),
    columns.verdict,
  );
}

function signalRow(line: SignalLine, words: TableWords, prices: Prices): string {
  const missed = line.checks.filter((check) => !check.passed).map((check) => words.rules[check.rule]);
  return row(
    UTC.format(line.at),
    (line.direction === 'long' ? words.long : words.short).padEnd(EVENT),
    line.id.slice(0, SIGNAL),
    line.timeframe.padEnd(TIMEFRAME),
    ...[line.entry, line.sl, line.tp1, line.tp2].map((price) => prices.cell(price)),
    percent(line.confidence).padStart(SHARE),
    percent(line.noEdge).padStart(SHARE),
    line.strategy.padEnd(STRATEGY),
    missed.length === 0 ? words.validated : `${words.quarantined}: ${missed.join(', ')}`,
  );
}

function outcomeRow({ id, at, result, r, rGross }: OutcomeLine, words: TableWords): string {
  const gain = `${signed(r)} R ${words.net} (${signed(rGross)} ${words.gross})`;
  return row(UTC.format(at), result.padEnd(EVENT), id.slice(0, SIGNAL), ''.padEnd(TIMEFRAME), gain, words.results[result]);
}

function gapRow({ from, to, missing, timeframe }: GapLine, words: TableWords): string {
  return row(UTC.format(from), words.gap.padEnd(EVENT), `→ ${UTC.format(to)}`, words.missing(missing, timeframe));
}

function candleHeader({ columns }: TableWords, prices: Prices): string {
  const names = [columns.open, columns.high, columns.low, columns.close];
  return row(
    columns.time.padEnd(TIME),
    ''.padEnd(TIMEFRAME),
    ...names.map((name) => prices.heading(name)),
    columns.volume.padStart(18),
    columns.quality,
  );
}

function candleRow(line: CandleLine, prices: Prices): string {
  return row(
    UTC.format(line.ts),
    line.timeframe.padEnd(TIMEFRAME),
    ...[line.open, line.high, line.low, line.close].map((price) => prices.cell(price)),
    String(line.volume).padStart(18),
    line.quality,
  );
}

function summaryRows(line: SummaryLine, words: TableWords): string {
  const names = words.summary;
  const { candles, gaps, candlesPerSecond, signals, validated, quarantined, closed, open, wins, losses, digest } = line;
  const rows: [string, string][] = [
    [names.candles, `${candles}, ${gaps} ${names.gaps}, ${candlesPerSecond} ${names.speed}`],
    [names.signals, `${signals}: ${validated} ${words.validated}, ${quarantined} ${words.quarantined}`],
    [names.closed, `${closed}, ${open} ${names.open}: ${wins} ${names.wins}, ${losses} ${names.losses}`],
    ...rateRows(line, words),
    [names.digest, digest],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return ['', ...rows.map(([name, text]) => row(name.padEnd(width), text))].join('\n');
}

function rateRows(line: SummaryLine, words: TableWords): [string, string][] {
  const { winRate, winRateLow, winRateHigh, noEdgeRate, edgeLow, edgeHigh, expectancyR } = line;
  const names = words.summary;
  if (winRate === null || winRateLow === null || winRateHigh === null || noEdgeRate === null) return [[names.rate, words.noRate]];
  const count = line.wins + line.losses;
  const few = count < ENOUGH_SIGNALS ? `, ${words.fewSignals}` : '';
  const interval = `[${percent(winRateLow)} … ${percent(winRateHigh)}]`;
  const noEdge = `${words.columns.noEdge.toLowerCase()} ${percent(noEdgeRate)}`;
  const edge = `[${signedPercent(edgeLow ?? 0)} … ${signedPercent(edgeHigh ?? 0)}]`;
  return [
    [names.rate, `${percent(winRate)} ${interval} n = ${count}${few}; ${noEdge}`],
    [names.edge, `${edge}: ${(edgeLow ?? 0) > 0 && few === '' ? words.proven : words.unproven}`],
    [names.expectancy, `${signed(expectancyR ?? 0)} R ${words.net}`],
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function signedPercent(share: number): string {
  return `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
}
