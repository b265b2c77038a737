import { type ChartOptions, ColorType, CrosshairMode, type DeepPartial, LineStyle } from 'lightweight-charts';
import type { ColourTokens } from '../../../app/theme';

export function rsiBound(price: number, colours: ColourTokens) {
  return {
    price,
    color: colours.borderStrong,
    lineWidth: 1 as const,
    lineStyle: LineStyle.Dotted,
    axisLabelVisible: false,
    title: '',
  };
}

export function shadeColours(colours: ColourTokens) {
  return { suspect: colours.suspectShade, gap: colours.gapShade };
}

export function bandColours(colours: ColourTokens) {
  return { fill: colours.announcementShade, line: colours.announcementLine };
}

export function look(colours: ColourTokens): DeepPartial<ChartOptions> {
  const lines = { color: colours.gridLine };
  const label = { labelBackgroundColor: colours.borderStrong, color: colours.textFaint };
  return {
    layout: {
      background: { type: ColorType.Solid, color: colours.surface },
      textColor: colours.textSecondary,
      fontFamily: "'Inter Variable', system-ui, sans-serif",
      fontSize: 11,
      // The page's policy blocks the style element the logo needs; `ChartCredit` stands in its place.
      attributionLogo: false,
      panes: { separatorColor: colours.border, separatorHoverColor: colours.selected },
    },
    grid: { vertLines: lines, horzLines: lines },
    crosshair: { mode: CrosshairMode.Normal, vertLine: label, horzLine: label },
    rightPriceScale: { borderColor: colours.border },
    timeScale: { borderColor: colours.border, timeVisible: true, secondsVisible: false, rightOffset: 6 },
  };
}
