import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type IChartApi,
  LineStyle,
  type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { ChartCredit } from './ChartCredit';
import { useFormat } from './format/FormatProvider';
import { type FormatRules, formatNumber, formatTime } from './format/format';
import styles from './levelChart.module.css';

export interface LevelBar {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly suspect: boolean;
}

/** Colours in force: a canvas knows no CSS variable. */
export interface ChartInk {
  readonly surface: string;
  readonly textSecondary: string;
  readonly gridLine: string;
  readonly border: string;
  readonly up: string;
  readonly down: string;
  readonly warning: string;
  readonly accent: string;
}

export interface Level {
  readonly price: number;
  readonly title: string;
  readonly tone: 'accent' | 'up' | 'down';
}

interface LevelChartProps {
  readonly label: string;
  readonly bars: readonly LevelBar[];
  readonly levels: readonly Level[];
  /** The bar that is pointed at, with an arrow upwards for `up`. */
  readonly mark: { readonly ts: number; readonly up: boolean; readonly text: string } | null;
  readonly decimals: number;
  readonly ink: ChartInk;
  /** CSS height of the picture. */
  readonly height: number;
}

/** Candles with a plan's levels and a mark on one of them. Drawn anew when the colours, the words or the candles change. */
export function LevelChart({ label, bars, levels, mark, decimals, ink, height }: LevelChartProps) {
  const box = useRef<HTMLElement>(null);
  const format = useFormat();
  useEffect(() => {
    if (box.current === null) return;
    const chart = createChart(box.current, chartOptions(ink, format, decimals));
    draw(chart, { bars, levels, mark, decimals, ink });
    chart.timeScale().fitContent();
    return () => chart.remove();
  }, [bars, levels, mark, decimals, ink, format]);
  return (
    <div className={styles.box}>
      <figure ref={box} className={styles.chart} style={{ height }} aria-label={label} />
      <ChartCredit />
    </div>
  );
}

function chartOptions(ink: ChartInk, format: FormatRules, decimals: number) {
  return {
    autoSize: true,
    layout: { background: { color: ink.surface }, textColor: ink.textSecondary, fontSize: 11, attributionLogo: false },
    grid: { vertLines: { color: ink.gridLine }, horzLines: { color: ink.gridLine } },
    rightPriceScale: { borderColor: ink.border },
    timeScale: {
      borderColor: ink.border,
      timeVisible: true,
      tickMarkFormatter: (time: unknown) => formatTime(Number(time) * 1000, format, 'minute'),
    },
    localization: {
      priceFormatter: (price: number) => formatNumber(price, format, decimals),
      timeFormatter: (time: unknown) => formatTime(Number(time) * 1000, format, 'full'),
    },
    handleScroll: { mouseWheel: false },
    handleScale: { mouseWheel: false },
  };
}

type Drawing = Pick<LevelChartProps, 'bars' | 'levels' | 'mark' | 'decimals' | 'ink'>;

function draw(chart: IChartApi, { bars, levels, mark, decimals, ink }: Drawing): void {
  const prices = levels.map(({ price }) => price);
  const series = chart.addSeries(CandlestickSeries, {
    upColor: ink.up,
    borderUpColor: ink.up,
    wickUpColor: ink.up,
    downColor: ink.down,
    borderDownColor: ink.down,
    wickDownColor: ink.down,
    priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals },
    lastValueVisible: false,
    priceLineVisible: false,
    // The levels must be on the picture even where the market never came near them.
    autoscaleInfoProvider: (original: () => { priceRange: { minValue: number; maxValue: number } | null } | null) => {
      const info = original();
      const range = info?.priceRange;
      if (info === null || range === null || range === undefined) return null;
      return {
        ...info,
        priceRange: { minValue: Math.min(range.minValue, ...prices), maxValue: Math.max(range.maxValue, ...prices) },
      };
    },
  });
  series.setData(bars.map((bar) => candleOf(bar, ink)));
  for (const { price, title, tone } of levels) {
    const lineStyle = tone === 'accent' ? LineStyle.Solid : LineStyle.Dashed;
    series.createPriceLine({ price, title, color: ink[tone], lineWidth: 1, lineStyle, axisLabelVisible: true });
  }
  if (mark === null || !bars.some((bar) => bar.ts === mark.ts)) return;
  createSeriesMarkers(series, [
    {
      time: (mark.ts / 1000) as UTCTimestamp,
      position: mark.up ? 'belowBar' : 'aboveBar',
      shape: mark.up ? 'arrowUp' : 'arrowDown',
      color: ink.accent,
      text: mark.text,
    },
  ]);
}

/** Suspect bars are drawn in the colour of a warning: their prices may not be relied on. */
function candleOf({ ts, suspect, ...prices }: LevelBar, ink: ChartInk) {
  const doubt = suspect ? { color: ink.warning, borderColor: ink.warning, wickColor: ink.warning } : {};
  return {
    time: (ts / 1000) as UTCTimestamp,
    open: prices.open,
    high: prices.high,
    low: prices.low,
    close: prices.close,
    ...doubt,
  };
}
