import { MINUTE } from '../../../../shared/base/time';
import type { CalendarFault } from '../../../../shared/features/market/announcements/faults';
import type { CalendarSource } from '../../../../shared/features/market/contract';
import type { Clock, Timer } from '../../kit/clock';
import type { HttpDownload } from '../../kit/net';
import { Refusal } from '../../store/refusal';
import type { Commands, Facts } from '../../store/types';
import type { Calendar } from './calendar';
import { FetchFault, fetchCalendar } from './calendarFetch';

const ACTOR = 'system:calendar';
/** The first prices come before it. */
const AFTER_START_MS = 10_000;
const FIRST_RETRY_MS = MINUTE;

export interface RefreshOptions {
  readonly calendar: Calendar;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly download: HttpDownload;
  readonly settings: () => { readonly calendarUrl: string; readonly calendarEveryMinutes: number };
  readonly onError: (error: unknown) => void;
  readonly timeoutMs?: number;
}

/** Fetches the calendar from its address again and again. Whatever goes wrong, the calendar in place stays as it is. */
export class CalendarRefresh {
  #timer: Timer | null = null;
  #deaf: (() => void) | null = null;
  #busy: Promise<void> | null = null;
  #nextAt: number | null = null;
  #failures = 0;
  #success: CalendarSource['success'] = null;
  #failure: CalendarSource['failure'] = null;
  /** What the last answer of this address was marked with. */
  #seen: { readonly url: string; readonly etag: string | null; readonly lastModified: string | null } | null = null;
  #stop = new AbortController();

  constructor(private readonly options: RefreshOptions) {}

  start(): void {
    this.#deaf = this.options.facts.subscribe(({ kind, data }) => {
      if (kind !== 'settings.changed' || !Array.isArray(data)) return;
      if (data.some((key) => key === 'calendarUrl' || key === 'calendarEveryMinutes' || key === 'calendarImpactWords'))
        this.#anew();
    });
    this.#plan(AFTER_START_MS);
  }

  async stop(): Promise<void> {
    this.#deaf?.();
    this.#deaf = null;
    this.#timer?.cancel();
    this.#stop.abort();
    await this.#busy;
  }

  status(): CalendarSource {
    const { calendarUrl: url, calendarEveryMinutes: minutes } = this.options.settings();
    return { url, minutes, busy: this.#busy !== null, success: this.#success, failure: this.#failure, nextAt: this.#nextAt };
  }

  /** Fetches now; resolves when it is done, however it ended. */
  look(): Promise<void> {
    this.#busy ??= this.#work().finally(() => {
      this.#busy = null;
    });
    return this.#busy;
  }

  /** Another address, or other words for the impact: what was seen says nothing about it. */
  #anew(): void {
    this.#seen = null;
    this.#failures = 0;
    this.#failure = null;
    this.#success = null;
    this.#plan(0);
  }

  #plan(ms: number): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#nextAt = null;
    const { clock, settings } = this.options;
    if (settings().calendarUrl === '' || this.#stop.signal.aborted) return;
    this.#nextAt = clock.now() + ms;
    this.#timer = clock.setTimeout(() => void this.look(), ms);
  }

  async #work(): Promise<void> {
    const { settings, clock, onError } = this.options;
    const { calendarUrl: url, calendarEveryMinutes: minutes } = settings();
    if (url === '') return;
    let wait = minutes * MINUTE;
    try {
      const changed = await this.#bring(url);
      this.#failures = 0;
      this.#failure = null;
      this.#success = { at: clock.now(), ...changed };
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const fault = faultOf(error);
      if (fault === null) onError(error);
      const { code, value, line, fault: reason, waitMs } = fault ?? new FetchFault('unreadable');
      this.#failure = { at: clock.now(), code, value: value.slice(0, 60), line, fault: reason };
      wait = Math.max(waitMs, Math.min(wait, FIRST_RETRY_MS * 2 ** this.#failures));
      this.#failures += 1;
    }
    // A change of the address meanwhile has planned its own time.
    if (settings().calendarUrl === url) this.#plan(wait);
  }

  async #bring(url: string): Promise<{ added: number; moved: number }> {
    const { download, timeoutMs, commands, calendar } = this.options;
    const seen = this.#seen?.url === url ? this.#seen : null;
    const reply = await fetchCalendar(url, {
      ...{ download, signal: this.#stop.signal, etag: seen?.etag ?? null, lastModified: seen?.lastModified ?? null },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    if (reply === null) return { added: 0, moved: 0 };
    const store = await calendar.prepare(url, reply.body);
    const { added, moved } = store.counts;
    // The journal has no row for what is the same as before.
    if (added + moved > 0) commands.run({ actor: ACTOR, action: 'market.refreshCalendar', input: { url } }, store);
    this.#seen = { url, etag: reply.etag, lastModified: reply.lastModified };
    return { added, moved };
  }
}

function faultOf(error: unknown): FetchFault | null {
  if (error instanceof FetchFault) return error;
  if (!(error instanceof Refusal) || error.code !== 'UNREADABLE_CALENDAR') return null;
  const { line, code, value } = error.data as { line: number; code: CalendarFault; value: string };
  return new FetchFault('unreadable', value, code, line);
}
