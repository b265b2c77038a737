import type { Comparison, ModelCard, Quality } from '../../../../shared/features/models/card';
import type { Rate } from '../../../../shared/features/signals/contract';
import { CARD_WORDS, type CardWords } from './cardWords';

/** Features that are worth a word in a terminal. */
const MOST_FEATURES = 8;
const NAME = 22;

/** A model card as rows a person can read; times in UTC. Ends with the verdict in words. */
export function cardTable(card: ModelCard, language: 'en' | 'fr'): string {
  const words = CARD_WORDS[language];
  const blocks = [
    headRows(card, words),
    qualityRows(card, words),
    comparisonRows(card, words),
    reliabilityRows(card, words),
    rateRows(card, words),
    [row(words.importance, importanceOf(card))],
    [row(words.verdict, verdictOf(card, words))],
  ];
  return `${blocks.map((rows) => rows.join('\n')).join('\n\n')}\n`;
}

function row(name: string, text: string): string {
  return `${name.padEnd(NAME)}  ${text}`.trimEnd();
}

const UTC = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' });

function headRows(card: ModelCard, words: CardWords): string[] {
  const { from, to } = card.period;
  const purged = card.folds.reduce((sum, fold) => sum + fold.purged, 0);
  const tested = card.folds.filter(({ quality }) => quality !== null).length;
  return [
    row(words.model, `${card.model}  ${words.kinds[card.artifact]}, ${card.featureSet}, ${card.ruleSet}, seed ${card.seed}`),
    row(
      words.data,
      `${card.instruments.join(', ')} ${card.timeframes.join(' ')}, ${UTC.format(from)} → ${UTC.format(to)}, ${card.candles} ${words.rows}`,
    ),
    row(words.candidates, words.tested(card.n, card.tested, tested, purged)),
  ];
}

function qualityRows({ outOfSample }: ModelCard, words: CardWords): string[] {
  const head = row(words.measured, `${'AUC'.padStart(6)}  ${'Brier'.padStart(6)}  ${'log-loss'.padStart(8)}  ${'n'.padStart(6)}`);
  const names = Object.keys(outOfSample) as (keyof ModelCard['outOfSample'])[];
  return [head, ...names.flatMap((name) => qualityRow(words.who[name], outOfSample[name]))];
}

function qualityRow(name: string, quality: Quality | null): string[] {
  if (quality === null) return [];
  const auc = quality.auc === null ? '–' : quality.auc.toFixed(3);
  const figures = [auc.padStart(6), quality.brier.toFixed(4).padStart(6), quality.logLoss.toFixed(4).padStart(8)];
  return [row(`  ${name}`, [...figures, String(quality.n).padStart(6)].join('  '))];
}

function comparisonRows(card: ModelCard, words: CardWords): string[] {
  const compared = (name: string, one: Comparison | null) =>
    one === null
      ? []
      : [row(`  ${name}`, `${signed(one.mean, 4)} [${signed(one.low, 4)} … ${signed(one.high, 4)}]  n = ${one.n}`)];
  return [
    row(words.against, `(${words.below})`),
    ...compared(words.who.noEdge, card.againstNoEdge),
    ...compared(words.who.baseRate, card.againstBaseRate),
    ...compared(words.who.previous, card.againstPrevious),
  ];
}

function reliabilityRows(card: ModelCard, words: CardWords): string[] {
  const bins = card.reliability.flatMap(({ n, wins, stated, realised, low, high }) =>
    stated === null || realised === null || low === null || high === null
      ? []
      : [
          row(
            `  ${percent(stated)}`,
            `${words.realised} ${percent(realised)} [${percent(low)} … ${percent(high)}]  n = ${n} (${wins})`,
          ),
        ],
  );
  return [row(words.stated, ''), ...bins, row(words.calibrationError, percent(card.calibrationError))];
}

function rateRows({ rates, tested }: ModelCard, words: CardWords): string[] {
  const keyed = [...rates.instrument, ...rates.timeframe, ...rates.month];
  return [
    row(words.through, `${rateOf(rates.all, words)} / ${tested}`),
    ...keyed.map(({ key, rate }) => row(`  ${key}`, rateOf(rate, words))),
  ];
}

function rateOf({ n, rate, low, high, noEdge, expectancyR }: Rate, words: CardWords): string {
  if (rate === null || low === null || high === null || noEdge === null) return `n = ${n}`;
  const interval = `[${percent(low)} … ${percent(high)}]`;
  return `${percent(rate)} ${interval}, ${words.noEdge} ${percent(noEdge)}, ${signed(expectancyR ?? 0, 2)} R  n = ${n}`;
}

function importanceOf({ importance }: ModelCard): string {
  const moved = importance.filter(({ share }) => share > 0).slice(0, MOST_FEATURES);
  return moved.length === 0 ? '–' : moved.map(({ feature, share }) => `${feature} ${percent(share)}`).join(', ');
}

function verdictOf({ verdict, refusedFor }: ModelCard, words: CardWords): string {
  if (verdict === 'accepted') return words.accepted;
  return `${words.refused}${refusedFor.map((reason) => words.reasons[reason]).join(', ')}. ${words.instead}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function signed(value: number, decimals: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`;
}
