import { parseIsoTime } from '../../../../shared/features/market/isoTime';
import { FileFault } from './fileFault';
import { quoted } from './table';

/** Nothing the console can meet lies beyond the year 2200. */
const LATEST = 7_258_118_400_000;

/**
 * Reads the times of one file as epoch ms. The unit (seconds, milli-, micro- or nanoseconds) is told from the first row's
 * magnitude and then holds for the whole file; ISO 8601 text, UTC where no zone is given, is read too.
 */
export class TimeCells {
  /** Units in a millisecond; 0 until the first number was seen. */
  private perMs = 0;

  /** Throws FileFault for what is not a time between 1970 and 2200 in the unit of the file. */
  read(text: string | undefined, line: number): number {
    if (text === undefined || text === '') throw new FileFault(line, 'the time is empty', 'time');
    const at = /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(text) ? this.fromNumber(Number(text)) : parseIsoTime(text);
    if (at === null || !Number.isFinite(at)) throw new FileFault(line, `the time cannot be read: ${quoted(text)}`, 'time', text);
    if (at < 0 || at >= LATEST) throw new FileFault(line, `the time is impossible: ${quoted(text)}`, 'time', text);
    return at;
  }

  private fromNumber(value: number): number {
    if (this.perMs === 0) this.perMs = unitsPerMs(Math.abs(value));
    return Math.floor(value / this.perMs + 1e-6);
  }
}

/** Seconds of 1980 … 2200; what is smaller or larger are milliseconds near 1970, where made-up tapes begin. */
const SECONDS_FROM = 315_532_800;
const SECONDS_TO = LATEST / 1000;

function unitsPerMs(value: number): number {
  if (value >= SECONDS_FROM && value < SECONDS_TO) return 1e-3;
  if (value < 1e14) return 1;
  return value < 1e17 ? 1e3 : 1e6;
}
