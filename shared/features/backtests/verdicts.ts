import type { Verdict } from './contract';

/** A decision or an outcome as the run told it: when, of which signal, and the digest of its whole text. */
export interface ToldEvent {
  readonly at: number;
  readonly signal: string;
  readonly digest: string;
}

/** What one rerun told, and up to when it can be held against the run. */
export interface Rerun {
  readonly until: number;
  readonly told: readonly ToldEvent[];
}

/**
 * Holds reruns against the run, event by event in order and to the byte, up to each rerun's own end. One event too many or too
 * few is a difference. `nothing` where no event could be compared: no verdict is better than a flattering one.
 */
export function verdictOf(instrument: string, run: readonly ToldEvent[], reruns: readonly Rerun[]): Verdict {
  let compared = 0;
  let first: Verdict['first'] = null;
  for (const { until, told } of reruns) {
    const expected = run.filter(({ at }) => at <= until);
    const found = told.filter(({ at }) => at <= until);
    compared += Math.max(expected.length, found.length);
    const at = firstDifference(expected, found);
    if (at !== null && (first === null || at.at < first.at)) first = { instrument, at: at.at, signal: at.signal };
  }
  const verdict = first !== null ? 'differs' : compared === 0 ? 'nothing' : 'clean';
  return { verdict, runs: reruns.length, compared, first };
}

function firstDifference(expected: readonly ToldEvent[], found: readonly ToldEvent[]): ToldEvent | null {
  for (let index = 0; index < Math.max(expected.length, found.length); index += 1) {
    const [one, other] = [expected[index], found[index]];
    if (one?.digest !== other?.digest) return one ?? other ?? null;
  }
  return null;
}

/** One verdict over several instruments: the worst, with everything that was compared. */
export function allVerdicts(verdicts: readonly Verdict[]): Verdict {
  const firsts = verdicts.flatMap(({ first }) => (first === null ? [] : [first])).sort((a, b) => a.at - b.at);
  const compared = verdicts.reduce((sum, one) => sum + one.compared, 0);
  return {
    verdict: firsts.length > 0 ? 'differs' : compared === 0 ? 'nothing' : 'clean',
    runs: verdicts.reduce((sum, one) => sum + one.runs, 0),
    compared,
    first: firsts[0] ?? null,
  };
}
