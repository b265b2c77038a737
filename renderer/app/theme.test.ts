import { describe, expect, it } from 'vitest';
import { type ColourTokens, colours, cssVariables } from './theme';

/** Contrast of two `#rrggbb` colours as WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((left, right) => right - left) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const TEXTS = ['text', 'textSecondary', 'textFaint', 'accent', 'up', 'down', 'warning', 'danger', 'live'] as const;
const GROUNDS = ['surface', 'raised', 'canvas', 'rail', 'hover', 'selected'] as const;
const PAIRS: readonly (readonly [keyof ColourTokens, keyof ColourTokens])[] = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)),
  ['onAccent', 'accentFill'],
  ['onAccent', 'accentFillHover'],
  ['onDanger', 'dangerFill'],
  ['onSimulation', 'simulation'],
  ['onSimulation', 'simulationStripe'],
  ['warning', 'warningFill'],
];

describe.each([
  ['dark', false],
  ['dark', true],
  ['light', false],
  ['light', true],
] as const)('the tokens, %s, colour-blind %s', (scheme, colourBlind) => {
  it.each(PAIRS)('%s is readable on %s', (text, ground) => {
    const tokens = colours(scheme, colourBlind);
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });
});

it('density sets the height of rows', () => {
  expect(cssVariables('dark', false, 'compact')).toContain('--s-row:28px');
  expect(cssVariables('dark', false, 'comfortable')).toContain('--s-row:36px');
});
