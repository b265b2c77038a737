import type { Line } from '../chart/chartShapes';
import type { SeriesModel } from '../chart/seriesModel';

export type NamedLine = Line & { readonly name: string };

interface Shown {
  readonly ema: boolean;
  readonly bollinger: boolean;
  readonly rsi: boolean;
}

/** The lines asked for, over the model's indicators. */
export function linesOf(model: SeriesModel, shown: Shown, bandNames: readonly [string, string]): readonly NamedLine[] {
  const { fast, slow, bands, strength } = model.indicators;
  const lines: NamedLine[] = [];
  if (shown.ema) {
    lines.push({ name: 'EMA 20', indicator: fast, output: 0, pane: 'price', colour: 'seriesOne' });
    lines.push({ name: 'EMA 50', indicator: slow, output: 0, pane: 'price', colour: 'seriesTwo' });
  }
  if (shown.bollinger) {
    lines.push({ name: bandNames[0], indicator: bands, output: 1, pane: 'price', colour: 'seriesThree', dashed: true });
    lines.push({ name: bandNames[1], indicator: bands, output: 2, pane: 'price', colour: 'seriesThree', dashed: true });
  }
  if (shown.rsi) lines.push({ name: 'RSI 14', indicator: strength, output: 0, pane: 'rsi', colour: 'seriesOne' });
  return lines;
}
