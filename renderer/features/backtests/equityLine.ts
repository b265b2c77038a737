import type { EquityPoint } from '../../../shared/features/backtests/contract';

/** One run's curve with the name it is shown by. */
export interface EquityLine {
  readonly name: string;
  readonly points: readonly EquityPoint[];
}
