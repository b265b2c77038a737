import type { ColourTokens } from '../../../app/theme';
import type { LiveIndicator } from './liveIndicator';

/** A horizontal line of a signal. */
export interface Level {
  readonly price: number;
  readonly title: string;
  readonly role: 'entry' | 'target' | 'stop';
}

export interface Mark {
  /** Open time of the bar it stands at, ms. */
  readonly ts: number;
  readonly direction: 'long' | 'short';
  readonly text: string;
  readonly faint: boolean;
}

/** One drawn line: an indicator's output in a pane. */
export interface Line {
  readonly indicator: LiveIndicator;
  readonly output: number;
  readonly pane: 'price' | 'rsi';
  readonly colour: keyof ColourTokens;
  readonly dashed?: boolean;
}

export interface ChartWords {
  /** Label of the time axis and crosshair, in the operator's zone; `coarse` for days and longer. */
  readonly time: (ms: number) => string;
  readonly tick: (ms: number, coarse: boolean) => string;
  readonly price: (price: number) => string;
  readonly volume: (volume: number) => string;
  readonly index: (value: number) => string;
}
