import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { useCommand } from '../../../app/keys';
import type { ColourTokens } from '../../../app/theme';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatCompact, formatNumber, formatTime } from '../../../ui/format/format';
import { bandsOf } from '../chart/bands';
import type { Level, Line, Mark } from '../chart/chartShapes';
import { PriceChart } from '../chart/priceChart';
import type { SeriesModel } from '../chart/seriesModel';
import type { Announced } from '../useAnnouncements';
import styles from './market.module.css';

interface ChartCanvasProps {
  readonly instrument: Instrument;
  readonly model: SeriesModel;
  readonly lines: readonly Line[];
  readonly levels: readonly Level[];
  readonly marks: readonly Mark[];
  readonly announced: Announced;
  readonly timeframe: Timeframe;
  readonly colours: ColourTokens;
  readonly onCrosshair: (position: number | null) => void;
  readonly onNeedOlder: () => void;
}

/** The picture. Arrow keys move it and plus and minus zoom while it has the focus; the table twin says the same in text. */
export function ChartCanvas(props: ChartCanvasProps) {
  const { instrument, model, lines, levels, marks, colours } = props;
  const { t } = useTranslation('market');
  const element = useRef<HTMLDivElement>(null);
  const chart = useChart(props, element);

  useEffect(() => {
    if (chart === null) return;
    chart.draw(model.candles, model.timeline);
    return model.subscribe((redraw) => {
      if (redraw === 'last') chart.drawLast(model.candles, model.timeline);
      else chart.draw(model.candles, model.timeline);
    });
  }, [chart, model]);
  useBands(chart, props);
  useEffect(() => chart?.setLines(lines, model.timeline), [chart, lines, model]);
  useEffect(() => chart?.setLevels(levels), [chart, levels]);
  useEffect(() => {
    const first = model.candles.at(0)?.ts ?? 0;
    chart?.setMarks(marks.filter((mark) => mark.ts >= first));
  }, [chart, marks, model]);
  useEffect(() => chart?.recolour(colours), [chart, colours]);
  useCommand('market.latest', () => chart?.toLatest());

  const onKeyDown = (event: KeyboardEvent) => {
    const act = {
      ArrowLeft: () => chart?.scroll(-5),
      ArrowRight: () => chart?.scroll(5),
      '+': () => chart?.zoom(1.25),
      '-': () => chart?.zoom(0.8),
    }[event.key];
    if (act === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a canvas with keys of its own is neither an image nor a fieldset.
    <div
      ref={element}
      className={styles.chart}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the picture is moved with the arrow keys while it has the focus.
      tabIndex={0}
      aria-label={t('chartLabel', { instrument: instrument.id })}
      onKeyDown={onKeyDown}
    />
  );
}

/** A new bar moves what lies ahead; a price within a bar moves nothing. */
function useBands(chart: PriceChart | null, { model, announced, timeframe }: ChartCanvasProps): void {
  useEffect(() => {
    if (chart === null) return;
    let drawn: readonly number[] = [];
    let length = -1;
    const draw = () => {
      const { times } = model.timeline;
      if (times === drawn && times.length === length) return;
      [drawn, length] = [times, times.length];
      chart.setBands(bandsOf(announced.announcements, announced.minutes, times, timeframeMs(timeframe)));
    };
    draw();
    return model.subscribe(draw);
  }, [chart, model, announced, timeframe]);
}

function useChart(props: ChartCanvasProps, element: RefObject<HTMLDivElement | null>): PriceChart | null {
  const format = useFormat();
  const [chart, setChart] = useState<PriceChart | null>(null);
  const onCrosshair = useEffectEvent(props.onCrosshair);
  const onNeedOlder = useEffectEvent(props.onNeedOlder);
  const setup = useEffectEvent(() => ({
    colours: props.colours,
    tickSize: props.instrument.tickSize,
    decimals: props.instrument.decimals,
  }));
  useEffect(() => {
    if (element.current === null) return;
    const { colours, tickSize, decimals } = setup();
    const made = new PriceChart(element.current, {
      colours,
      tickSize,
      words: {
        time: (ms) => formatTime(ms, format, 'full'),
        tick: (ms, coarse) => formatTime(ms, format, coarse ? 'dayMonth' : 'minute'),
        price: (price) => formatNumber(price, format, decimals),
        volume: (volume) => formatCompact(volume, format),
        index: (value) => formatNumber(value, format),
      },
      onCrosshair: (position) => onCrosshair(position),
      onNeedOlder: () => onNeedOlder(),
    });
    setChart(made);
    return () => {
      setChart(null);
      made.close();
    };
  }, [element, format]);
  return chart;
}
