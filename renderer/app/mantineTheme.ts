import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { SIZES } from './theme';

const repeat = (value: string): MantineColorsTuple => [value, value, value, value, value, value, value, value, value, value];

type Ramp = [string, string, string, string, string, string, string, string, string, string];
const ramp = (...tokens: Ramp): MantineColorsTuple => tokens.map((token) => `var(--s-${token})`) as unknown as Ramp;

/** Mantine draws with the same tokens: its palette points at the variables. */
export const mantineTheme = createTheme({
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  primaryColor: 'accent',
  autoContrast: false,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  radius: { sm: SIZES.radius, md: SIZES.radiusLarge },
  fontSizes: { xs: SIZES.fontSmall, sm: SIZES.fontSecondary, md: SIZES.fontBase, lg: SIZES.fontTitle, xl: SIZES.fontHeading },
  colors: {
    accent: repeat('var(--s-accent-fill)'),
    // Components pick their greys by index from these two ramps, one for each scheme.
    dark: ramp(
      'text',
      'text-secondary',
      'text-faint',
      'text-faint',
      'border-strong',
      'hover',
      'canvas',
      'raised',
      'canvas',
      'rail',
    ),
    gray: ramp(
      'hover',
      'hover',
      'border',
      'border',
      'border-strong',
      'text-faint',
      'text-secondary',
      'text-secondary',
      'text',
      'text',
    ),
  },
  respectReducedMotion: true,
  components: {
    Modal: {
      // Nothing scrolls behind it, and the lock would write a style element that the page's policy refuses.
      defaultProps: {
        lockScroll: false,
        transitionProps: { duration: 0 },
        overlayProps: { color: 'var(--s-backdrop)', backgroundOpacity: 1 },
      },
    },
    // Hints and errors two sizes smaller than their field, the library's default, cannot be read at this base size.
    InputWrapper: {
      vars: () => ({
        label: {},
        description: { '--input-description-size': SIZES.fontSecondary },
        error: { '--input-error-size': SIZES.fontSecondary },
      }),
    },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 } } },
  },
});

const MANTINE_VARIABLES: Record<string, string> = {
  '--mantine-color-body': 'var(--s-surface)',
  '--mantine-color-text': 'var(--s-text)',
  '--mantine-color-dimmed': 'var(--s-text-secondary)',
  '--mantine-color-placeholder': 'var(--s-text-faint)',
  '--mantine-color-anchor': 'var(--s-accent)',
  '--mantine-color-error': 'var(--s-danger)',
  '--mantine-color-default': 'var(--s-surface)',
  '--mantine-color-default-hover': 'var(--s-hover)',
  '--mantine-color-default-color': 'var(--s-text)',
  '--mantine-color-default-border': 'var(--s-border-strong)',
  '--mantine-color-disabled': 'var(--s-hover)',
  '--mantine-color-disabled-color': 'var(--s-text-faint)',
  '--mantine-color-disabled-border': 'var(--s-border)',
  '--mantine-primary-color-filled': 'var(--s-accent-fill)',
  '--mantine-primary-color-filled-hover': 'var(--s-accent-fill-hover)',
  '--mantine-primary-color-contrast': 'var(--s-on-accent)',
  '--mantine-color-accent-filled': 'var(--s-accent-fill)',
  '--mantine-color-accent-filled-hover': 'var(--s-accent-fill-hover)',
  '--mantine-color-gray-light-color': 'var(--s-text-secondary)',
  '--mantine-color-gray-light-hover': 'var(--s-hover)',
  '--mantine-color-accent-light-hover': 'var(--s-hover)',
  '--mantine-color-accent-light': 'var(--s-selected)',
  '--mantine-color-accent-light-color': 'var(--s-accent)',
};

export const mantineVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: MANTINE_VARIABLES,
  dark: MANTINE_VARIABLES,
});
