export type Scheme = 'light' | 'dark';
export type Density = 'compact' | 'comfortable';

/** Colours by meaning. Each scheme is a set of its own, not the other inverted; text on its surface reaches 4.5:1 (see theme.test.ts). */
export interface ColourTokens {
  readonly canvas: string;
  readonly surface: string;
  readonly raised: string;
  readonly rail: string;
  readonly hover: string;
  readonly selected: string;
  readonly border: string;
  readonly borderStrong: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly textFaint: string;
  readonly accent: string;
  readonly accentFill: string;
  readonly accentFillHover: string;
  readonly onAccent: string;
  readonly up: string;
  readonly down: string;
  readonly warning: string;
  readonly warningFill: string;
  readonly danger: string;
  readonly dangerFill: string;
  readonly onDanger: string;
  readonly live: string;
  readonly simulation: string;
  readonly simulationStripe: string;
  readonly onSimulation: string;
  readonly suspectShade: string;
  readonly gapShade: string;
  /** The stretch around a major announcement, and its edges. */
  readonly announcementShade: string;
  readonly announcementLine: string;
  readonly shadow: string;
  readonly backdrop: string;
  readonly seriesOne: string;
  readonly seriesTwo: string;
  readonly seriesThree: string;
  readonly gridLine: string;
  /** What a camera reads: dark on light in both schemes. */
  readonly qrInk: string;
  readonly qrPaper: string;
}

const DARK: ColourTokens = {
  canvas: '#0e1013',
  surface: '#14171b',
  raised: '#1b1f25',
  rail: '#0a0c0f',
  hover: '#1c2026',
  selected: '#1b2b48',
  border: '#252a31',
  borderStrong: '#3a414c',
  text: '#e4e7ec',
  textSecondary: '#a9b1bd',
  textFaint: '#8a93a1',
  accent: '#6ea2ff',
  accentFill: '#2b66d9',
  accentFillHover: '#316de0',
  onAccent: '#ffffff',
  up: '#2fbf8a',
  down: '#ff6474',
  warning: '#e3b34d',
  warningFill: '#33290f',
  danger: '#ff7a80',
  dangerFill: '#c2313f',
  onDanger: '#ffffff',
  live: '#2fbf8a',
  simulation: '#f2ae2e',
  simulationStripe: '#d3931a',
  onSimulation: '#1d1400',
  suspectShade: 'rgba(227, 179, 77, 0.16)',
  gapShade: 'rgba(138, 147, 161, 0.18)',
  announcementShade: 'rgba(168, 140, 255, 0.15)',
  announcementLine: '#a88cff',
  shadow: '0 8px 28px rgba(0, 0, 0, 0.5)',
  backdrop: 'rgba(5, 6, 8, 0.6)',
  seriesOne: '#6ea2ff',
  seriesTwo: '#d28cff',
  seriesThree: '#8fa3bd',
  gridLine: '#1d2127',
  qrInk: '#000000',
  qrPaper: '#ffffff',
};

const LIGHT: ColourTokens = {
  canvas: '#f3f4f6',
  surface: '#ffffff',
  raised: '#ffffff',
  rail: '#e9ebef',
  hover: '#f0f2f5',
  selected: '#dfeaff',
  border: '#dfe2e7',
  borderStrong: '#bcc2cc',
  text: '#15181d',
  textSecondary: '#454d59',
  textFaint: '#5c6573',
  accent: '#1d5bd0',
  accentFill: '#1d5bd0',
  accentFillHover: '#174cb0',
  onAccent: '#ffffff',
  up: '#08735a',
  down: '#c2243a',
  warning: '#7d5200',
  warningFill: '#fdf1d7',
  danger: '#b81f33',
  dangerFill: '#c2243a',
  onDanger: '#ffffff',
  live: '#08735a',
  simulation: '#f7b93e',
  simulationStripe: '#e6a21c',
  onSimulation: '#1d1400',
  suspectShade: 'rgba(200, 140, 20, 0.16)',
  gapShade: 'rgba(92, 101, 115, 0.14)',
  announcementShade: 'rgba(98, 64, 200, 0.12)',
  announcementLine: '#6240c8',
  shadow: '0 8px 28px rgba(20, 25, 35, 0.16)',
  backdrop: 'rgba(20, 25, 35, 0.35)',
  seriesOne: '#1d5bd0',
  seriesTwo: '#8a35c9',
  seriesThree: '#60708a',
  gridLine: '#eef0f3',
  qrInk: '#000000',
  qrPaper: '#ffffff',
};

/** Blue for up, orange for down: told apart by every common kind of colour blindness. */
const COLOUR_BLIND: Record<Scheme, Pick<ColourTokens, 'up' | 'down'>> = {
  dark: { up: '#5aa7ff', down: '#ff9d42' },
  light: { up: '#135fb8', down: '#a84b00' },
};

export const SIZES = {
  fontBase: '13px',
  fontSecondary: '12px',
  fontSmall: '11px',
  fontTitle: '16px',
  fontHeading: '20px',
  radius: '4px',
  radiusLarge: '6px',
  railWidth: '76px',
  titleHeight: '44px',
  statusHeight: '24px',
  motion: '120ms',
} as const;

const ROW_HEIGHT: Record<Density, number> = { compact: 28, comfortable: 36 };

export function rowHeight(density: Density): number {
  return ROW_HEIGHT[density];
}

/** The colours in force; what the chart, which draws on a canvas, is given. */
export function colours(scheme: Scheme, colourBlind: boolean): ColourTokens {
  const base = scheme === 'dark' ? DARK : LIGHT;
  return colourBlind ? { ...base, ...COLOUR_BLIND[scheme] } : base;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const declarations = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `--s-${kebab(name)}:${value};`)
    .join('');

/** Every token as a CSS variable `--s-<name>` on the root element. */
export function cssVariables(scheme: Scheme, colourBlind: boolean, density: Density): string {
  const tokens = { ...colours(scheme, colourBlind) };
  return `:root{color-scheme:${scheme};${declarations(tokens)}${declarations(SIZES)}--s-row:${ROW_HEIGHT[density]}px;}`;
}
