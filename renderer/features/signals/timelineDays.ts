import type { SignalDetail } from '../../../shared/features/signals/signal';

export type TimelineEntry = SignalDetail['timeline'][number];

export interface TimelineDay {
  readonly day: string;
  readonly entries: readonly TimelineEntry[];
}

/**
 * Entries in the order they happened, under their day; `dayOf` knows the operator's zone. Market events carry the market's
 * time and acts the desk's, so on a replayed file a day may come twice; sorting by time would put effects before causes.
 */
export function timelineDays(entries: readonly TimelineEntry[], dayOf: (at: number) => string): readonly TimelineDay[] {
  const days: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
