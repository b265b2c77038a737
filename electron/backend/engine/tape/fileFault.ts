import type { CalendarFault } from '../../../../shared/features/market/announcements/faults';

/** What is wrong with a file a person gave: the line (header = 1, 0 = the whole file) and the reason in one sentence. */
export class FileFault extends Error {
  override readonly name = 'FileFault';

  constructor(
    readonly line: number,
    readonly reason: string,
    /** The same as a word, and the text concerned: for a screen that speaks another language. */
    readonly code: CalendarFault = 'unreadable',
    readonly value = '',
  ) {
    super(`line ${line}: ${reason}`);
  }
}
