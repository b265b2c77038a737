import type { ConnectorProblem } from '../../../shared/features/connections/contract';

interface FaultDetails extends ErrorOptions {
  /** When the vendor wants to be asked again, milliseconds from now. */
  readonly retryAfterMs?: number;
  /** True where the call may have reached the vendor and done its work: a time-out, a broken line, a 5xx. */
  readonly maybeDone?: boolean;
}

/** What became of a call to a vendor, in one of six words. The message is the vendor's own and holds no secret. */
export class ConnectorFault extends Error {
  override readonly name = 'ConnectorFault';
  readonly retryAfterMs: number | null;
  readonly maybeDone: boolean;

  constructor(
    readonly problem: ConnectorProblem,
    message: string,
    { retryAfterMs, maybeDone = false, ...options }: FaultDetails = {},
  ) {
    super(message, options);
    this.retryAfterMs = retryAfterMs ?? null;
    this.maybeDone = maybeDone;
  }
}

/** The word for an HTTP status that is no success. */
export function problemOfStatus(status: number): ConnectorProblem {
  if (status === 401 || status === 403) return 'REFUSED';
  if (status === 429) return 'RATE_LIMITED';
  if (status >= 500) return 'VENDOR_DOWN';
  return 'INVALID';
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 §10.2.3); null where it says nothing usable. */
export function retryAfterMs(header: string | null | undefined, now: number): number | null {
  if (header === null || header === undefined || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
