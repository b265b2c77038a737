import { AreaSeries, createChart, type IChartApi, LineSeries, type UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EquityPoint } from '../../../../shared/features/backtests/contract';
import { usePreferences, useScheme } from '../../../app/preferences';
import { type ColourTokens, colours } from '../../../app/theme';
import { ChartCredit } from '../../../ui/ChartCredit';
import { useFormat } from '../../../ui/format/FormatProvider';
import { type FormatRules, formatTime } from '../../../ui/format/format';
import { signedR } from '../../../ui/format/signedR';
import type { EquityLine } from '../equityLine';
import styles from './backtests.module.css';

/** The curve, and under it how far below its highest it lies. Drawn anew when the theme, the words or the run change. */
export function EquityCanvas({ lines }: { lines: readonly EquityLine[] }) {
  const { t } = useTranslation('backtests');
  const box = useRef<HTMLElement>(null);
  const format = useFormat();
  const { theme, colourBlind } = usePreferences();
  const scheme = useScheme(theme);
  useEffect(() => {
    if (box.current === null) return;
    const ink = colours(scheme, colourBlind);
    const chart = createChart(box.current, chartOptions(ink, format));
    draw(chart, lines, ink, [t('equity.r'), t('equity.drawdown')]);
    chart.timeScale().fitContent();
    return () => chart.remove();
  }, [lines, scheme, colourBlind, format, t]);
  return (
    <div className={styles.chartBox}>
      <figure
        ref={box}
        className={styles.chart}
        aria-label={t('equity.chart', { names: lines.map(({ name }) => name).join(', ') })}
      />
      <ChartCredit />
    </div>
  );
}

function chartOptions(ink: ColourTokens, format: FormatRules) {
  return {
    autoSize: true,
    layout: {
      background: { color: ink.surface },
      textColor: ink.textSecondary,
      fontSize: 11,
      attributionLogo: false,
      panes: { separatorColor: ink.border, enableResize: false },
    },
    grid: { vertLines: { color: ink.gridLine }, horzLines: { color: ink.gridLine } },
    rightPriceScale: { borderColor: ink.border },
    timeScale: {
      borderColor: ink.border,
      timeVisible: true,
      tickMarkFormatter: (time: unknown) => formatTime(Number(time) * 1000, format, 'dayMonth'),
    },
    localization: {
      priceFormatter: (value: number) => signedR(value, format),
      timeFormatter: (time: unknown) => formatTime(Number(time) * 1000, format, 'full'),
    },
    handleScroll: { mouseWheel: false },
    handleScale: { mouseWheel: false },
  };
}

const LOOK = { lineWidth: 2, lastValueVisible: true, priceLineVisible: false } as const;

function draw(chart: IChartApi, lines: readonly EquityLine[], ink: ColourTokens, [, drawdown]: readonly string[]): void {
  const inks = [ink.seriesOne, ink.seriesTwo];
  lines.forEach(({ points }, index) => {
    const line = chart.addSeries(LineSeries, { ...LOOK, color: inks[index % 2] ?? ink.seriesOne });
    line.setData(seriesOf(points, ({ r }) => r));
    line.createPriceLine({ price: 0, color: ink.borderStrong, lineWidth: 1, axisLabelVisible: false, title: '' });
  });
  const only = lines.length === 1 ? lines[0] : undefined;
  if (only === undefined) return;
  const look = {
    lineColor: ink.down,
    topColor: 'transparent',
    bottomColor: 'transparent',
    lineWidth: 1,
    title: drawdown ?? '',
  } as const;
  const below = chart.addSeries(AreaSeries, { ...look, lastValueVisible: true, priceLineVisible: false }, 1);
  below.setData(seriesOf(only.points, (point) => point.drawdown));
  chart.panes()[1]?.setHeight(80);
}

/** Of several signals that closed in one second the last counts: times must rise. */
function seriesOf(points: readonly EquityPoint[], value: (point: EquityPoint) => number) {
  const bySecond = new Map(points.map((point) => [Math.floor(point.at / 1000), value(point)]));
  return [...bySecond].map(([time, each]) => ({ time: time as UTCTimestamp, value: each }));
}
