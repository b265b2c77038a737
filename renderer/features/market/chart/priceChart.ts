import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  LineSeries,
  LineStyle,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import type { ColourTokens } from '../../../app/theme';
import { BandDrawing } from './bandDrawing';
import type { Band } from './bands';
import type { CandleBuffer } from './candleBuffer';
import { bandColours, look, rsiBound, shadeColours } from './chartLook';
import type { ChartWords, Level, Line, Mark } from './chartShapes';
import { Shading } from './shading';
import type { Timeline } from './timeline';

interface ChartSetup {
  readonly colours: ColourTokens;
  readonly words: ChartWords;
  readonly tickSize: number;
  /** Position under the crosshair, null when it leaves. */
  readonly onCrosshair: (position: number | null) => void;
  /** Asked when the person comes near the oldest bar shown. */
  readonly onNeedOlder: () => void;
}

/** Positions left of the window before older history is asked for. */
const OLDER_MARGIN = 60;
const FIRST_BARS = 140;
const seconds = (ms: number) => (ms / 1000) as UTCTimestamp;

/** The chart library behind one narrow door: candles, volume, lines, levels, marks and shading. */
export class PriceChart {
  readonly #chart: IChartApi;
  readonly #candles: ISeriesApi<'Candlestick'>;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #marks: ISeriesMarkersPluginApi<Time>;
  readonly #shading: Shading;
  readonly #bands: BandDrawing;
  readonly #words: ChartWords;
  #colours: ColourTokens;
  #lines: { readonly line: Line; readonly series: ISeriesApi<'Line'> }[] = [];
  #levels: { readonly level: Level; readonly line: IPriceLine }[] = [];
  #markSpecs: readonly Mark[] = [];
  #shown = false;
  /** Positions on the axis, the live bars included. */
  #length = 0;

  constructor(element: HTMLElement, setup: ChartSetup) {
    this.#colours = setup.colours;
    this.#words = setup.words;
    this.#chart = createChart(element, { ...look(setup.colours), autoSize: true });
    this.#candles = this.#chart.addSeries(CandlestickSeries, {
      priceFormat: { type: 'custom', minMove: setup.tickSize, formatter: setup.words.price },
    });
    this.#volume = this.#chart.addSeries(
      HistogramSeries,
      {
        priceFormat: { type: 'custom', minMove: 1e-8, formatter: setup.words.volume },
        lastValueVisible: false,
        priceLineVisible: false,
      },
      1,
    );
    this.#shading = new Shading(shadeColours(setup.colours));
    this.#candles.attachPrimitive(this.#shading);
    this.#bands = new BandDrawing(bandColours(setup.colours));
    this.#candles.attachPrimitive(this.#bands);
    this.#marks = createSeriesMarkers<Time>(this.#candles, []);
    // Room above the candles for the legend, which lies over the picture.
    this.#candles.priceScale().applyOptions({ scaleMargins: { top: 0.14, bottom: 0.06 } });
    this.#chart.panes()[0]?.setStretchFactor(5);
    this.#chart.panes()[1]?.setStretchFactor(1);
    this.#chart.applyOptions({
      localization: { timeFormatter: (time: Time) => setup.words.time(Number(time) * 1000) },
      timeScale: { tickMarkFormatter: (time: Time, kind: number) => setup.words.tick(Number(time) * 1000, kind < 3) },
    });
    this.#paint();
    this.#chart.subscribeCrosshairMove((event) =>
      setup.onCrosshair(event.point === undefined || event.logical === undefined ? null : Math.round(event.logical)),
    );
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (this.#shown && range !== null && range.from < OLDER_MARGIN) setup.onNeedOlder();
    });
  }

  /** Draws everything anew. The window keeps its distance from the newest bar, whatever came in front or between. */
  draw(candles: CandleBuffer, timeline: Timeline): void {
    const shift = timeline.times.length - this.#length;
    const window = this.#shown ? this.#chart.timeScale().getVisibleLogicalRange() : null;
    const bars = timeline.candles.map((index, position) => {
      const time = seconds(timeline.times[position] ?? 0);
      const candle = candles.at(index);
      return candle === null ? { time } : { time, open: candle.open, high: candle.high, low: candle.low, close: candle.close };
    });
    this.#candles.setData(bars);
    this.#volume.setData(
      timeline.candles.flatMap((index, position) => {
        const candle = candles.at(index);
        return candle === null
          ? []
          : [{ time: seconds(timeline.times[position] ?? 0), value: candle.volume, color: this.#volumeColour(candle) }];
      }),
    );
    for (const { line, series } of this.#lines) series.setData(this.#linePoints(line, timeline));
    this.#shading.show(timeline.shades);
    if (window !== null) this.#chart.timeScale().setVisibleLogicalRange({ from: window.from + shift, to: window.to + shift });
    else if (bars.length > 0)
      this.#chart.timeScale().setVisibleLogicalRange({ from: bars.length - FIRST_BARS, to: bars.length + 6 });
    this.#shown = bars.length > 0;
    this.#length = bars.length;
  }

  /** Draws the last bar only: what each live event costs. */
  drawLast(candles: CandleBuffer, timeline: Timeline): void {
    this.#length = timeline.times.length;
    const index = candles.length - 1;
    const candle = candles.at(index);
    if (candle === null) return;
    const time = seconds(candle.ts);
    this.#candles.update({ time, open: candle.open, high: candle.high, low: candle.low, close: candle.close });
    this.#volume.update({ time, value: candle.volume, color: this.#volumeColour(candle) });
    for (const { line, series } of this.#lines) {
      const value = line.indicator.value(line.output, index);
      if (value !== null) series.update({ time, value });
    }
  }

  setLines(lines: readonly Line[], timeline: Timeline): void {
    for (const { series } of this.#lines) this.#chart.removeSeries(series);
    this.#lines = lines.map((line) => {
      const series = this.#chart.addSeries(
        LineSeries,
        {
          color: this.#colours[line.colour],
          lineWidth: 1,
          lineStyle: line.dashed === true ? LineStyle.Dashed : LineStyle.Solid,
          lastValueVisible: false,
          priceLineVisible: false,
          crosshairMarkerVisible: false,
          ...(line.pane === 'rsi'
            ? {
                autoscaleInfoProvider: () => ({ priceRange: { minValue: 0, maxValue: 100 } }),
                priceFormat: { type: 'custom', minMove: 0.1, formatter: this.#words.index },
              }
            : {}),
        },
        line.pane === 'rsi' ? 2 : 0,
      );
      if (line.pane === 'rsi') for (const price of [30, 70]) series.createPriceLine(rsiBound(price, this.#colours));
      series.setData(this.#linePoints(line, timeline));
      return { line, series };
    });
    this.#chart.panes()[2]?.setStretchFactor(1.2);
  }

  setLevels(levels: readonly Level[]): void {
    for (const { line } of this.#levels) this.#candles.removePriceLine(line);
    this.#levels = levels.map((level) => ({
      level,
      line: this.#candles.createPriceLine({
        price: level.price,
        title: level.title,
        color: this.#levelColour(level.role),
        axisLabelColor: this.#levelColour(level.role),
        axisLabelTextColor: this.#colours.surface,
        lineWidth: 1,
        lineStyle: level.role === 'entry' ? LineStyle.Solid : LineStyle.Dashed,
      }),
    }));
  }

  /** The stretches around announcements, in positions of the axis; they may lie beyond the last bar. */
  setBands(bands: readonly Band[]): void {
    this.#bands.show(bands);
  }

  setMarks(marks: readonly Mark[]): void {
    this.#markSpecs = marks;
    this.#marks.setMarkers(
      marks.map(
        (mark): SeriesMarker<Time> => ({
          time: seconds(mark.ts),
          position: mark.direction === 'long' ? 'belowBar' : 'aboveBar',
          shape: mark.direction === 'long' ? 'arrowUp' : 'arrowDown',
          color: mark.faint ? this.#colours.textFaint : mark.direction === 'long' ? this.#colours.up : this.#colours.down,
          text: mark.text,
        }),
      ),
    );
  }

  recolour(colours: ColourTokens): void {
    this.#colours = colours;
    this.#chart.applyOptions(look(colours));
    this.#shading.recolour(shadeColours(colours));
    this.#bands.recolour(bandColours(colours));
    for (const { line, series } of this.#lines) series.applyOptions({ color: colours[line.colour] });
    this.setLevels(this.#levels.map(({ level }) => level));
    this.setMarks(this.#markSpecs);
    this.#paint();
  }

  toLatest(): void {
    this.#chart.timeScale().scrollToRealTime();
  }

  /** Moves the window by so many bars, as the arrow keys do. */
  scroll(bars: number): void {
    const scale = this.#chart.timeScale();
    scale.scrollToPosition(scale.scrollPosition() + bars, false);
  }

  zoom(factor: number): void {
    const scale = this.#chart.timeScale();
    scale.applyOptions({ barSpacing: Math.min(60, Math.max(1, scale.options().barSpacing * factor)) });
  }

  close(): void {
    this.#chart.remove();
  }

  #paint(): void {
    const { up, down } = this.#colours;
    this.#candles.applyOptions({
      upColor: up,
      downColor: down,
      wickUpColor: up,
      wickDownColor: down,
      borderVisible: false,
      priceLineColor: this.#colours.textFaint,
    });
  }

  #linePoints(line: Line, timeline: Timeline) {
    return timeline.candles.flatMap((index, position) => {
      const value = index < 0 ? null : line.indicator.value(line.output, index);
      return value === null ? [] : [{ time: seconds(timeline.times[position] ?? 0), value }];
    });
  }

  #volumeColour(candle: { readonly open: number; readonly close: number }): string {
    return `${candle.close >= candle.open ? this.#colours.up : this.#colours.down}73`;
  }

  #levelColour(role: Level['role']): string {
    return role === 'entry' ? this.#colours.accent : role === 'target' ? this.#colours.up : this.#colours.down;
  }
}
