import type { SignalDetail } from '../../../shared/features/signals/signal';

export type TimelineEntry = SignalDetail['timeline'][number];

export interface TimelineDay {
  readonly day: string;
  readonly entries: readonly TimelineEntry[];
}

/** Entries in time order under their day; `dayOf` knows the operator's zone. */
export function timelineDays(entries: readonly TimelineEntry[], dayOf: (at: number) => string): readonly TimelineDay[] {
  const days: { day: string; entries: TimelineEntry[] }[] = [];
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    const day = dayOf(entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}
