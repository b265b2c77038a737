import { DAY, HOUR } from '../../base/time';
import { offsetOf } from '../../base/zoneOffset';
import { CAUSES, type CauseName } from './causes';
import type { Close } from './closes';
import { ENOUGH } from './figures';
import { ZONE } from './rates';

export const DIMENSIONS = ['instrument', 'timeframe', 'strategy', 'hour'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** A loser as far as patterns are sought in it. */
export interface AnalysedLoser extends Close {
  readonly causes: readonly CauseName[];
}

export interface Pattern {
  /** `unknown` where nothing that is looked for explains it. */
  readonly cause: CauseName | 'unknown';
  /** What they have in common besides; null where they are taken together. `hour` is that of the decision in Paris. */
  readonly instrument: string | null;
  readonly timeframe: string | null;
  readonly strategy: string | null;
  readonly hour: number | null;
  readonly losers: number;
  /** Of all losers. */
  readonly share: number;
  /** All closed signals, winners too, of the same instrument, timeframe, strategy and hour. */
  readonly closed: number;
  /** True under 20 losers: a coincidence looks the same. */
  readonly small: boolean;
  readonly ids: readonly string[];
}

/** The hour 0–23 that clocks in Paris show. */
export function parisHour(at: number): number {
  const shown = at + offsetOf(at, ZONE);
  return Math.floor((((shown % DAY) + DAY) % DAY) / HOUR);
}

/** What is held together: everything, one dimension, or all four. */
const LEVELS: readonly (readonly Dimension[])[] = [[], ...DIMENSIONS.map((one) => [one]), DIMENSIONS];

/**
 * Groups of losers: each cause alone, with each dimension, and with all four together, most losers first. A group of one is no
 * pattern, except for a cause as a whole. A loser with two causes is in the groups of both.
 */
export function patternsOf(losers: readonly AnalysedLoser[], closes: readonly Close[]): Pattern[] {
  const all = closes.map(traitsOf);
  const found = LEVELS.flatMap((level) => {
    const closed = new Map<string, number>();
    for (const traits of all) closed.set(keyOf(traits, level), (closed.get(keyOf(traits, level)) ?? 0) + 1);
    return [...CAUSES, 'unknown' as const].flatMap((cause) =>
      groupsOf(
        losers.filter(({ causes }) => (cause === 'unknown' ? causes.length === 0 : causes.includes(cause))),
        level,
      ).map((group) => patternOf(cause, group, level, losers.length, closed)),
    );
  });
  return found.toSorted((a, b) => b.losers - a.losers || narrowness(a) - narrowness(b));
}

type Traits = Readonly<Record<Dimension, string | number>>;

function traitsOf({ instrument, timeframe, strategy, decidedAt }: Close): Traits {
  return { instrument, timeframe, strategy, hour: parisHour(decidedAt) };
}

function keyOf(traits: Traits, level: readonly Dimension[]): string {
  return JSON.stringify(level.map((dimension) => traits[dimension]));
}

function groupsOf(losers: readonly AnalysedLoser[], level: readonly Dimension[]): (readonly AnalysedLoser[])[] {
  const groups = new Map<string, AnalysedLoser[]>();
  for (const loser of losers) {
    const key = keyOf(traitsOf(loser), level);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [loser]);
    else known.push(loser);
  }
  return [...groups.values()].filter((group) => level.length === 0 || group.length > 1);
}

function patternOf(
  cause: Pattern['cause'],
  group: readonly AnalysedLoser[],
  level: readonly Dimension[],
  total: number,
  closed: ReadonlyMap<string, number>,
): Pattern {
  const first = group[0] as AnalysedLoser;
  const named = <Value>(dimension: Dimension, value: Value) => (level.includes(dimension) ? value : null);
  return {
    cause,
    instrument: named('instrument', first.instrument),
    timeframe: named('timeframe', first.timeframe),
    strategy: named('strategy', first.strategy),
    hour: named('hour', parisHour(first.decidedAt)),
    losers: group.length,
    share: group.length / total,
    closed: closed.get(keyOf(traitsOf(first), level)) ?? group.length,
    small: group.length < ENOUGH,
    ids: group.map(({ id }) => id),
  };
}

/** The wider group first. */
function narrowness(one: Pattern): number {
  return DIMENSIONS.filter((dimension) => one[dimension] !== null).length;
}
