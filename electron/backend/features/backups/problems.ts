import { ErrandCancelled } from '../../kit/worker';

const KNOWN = [
  'DAMAGED',
  'DIFFERS',
  'NOT_SOUND',
  'PASSPHRASE',
  'PASSPHRASE_NEEDED',
  'DISK_FULL',
  'UNREACHABLE',
  'FORBIDDEN',
  'MISSING',
  'SLOW_DOWN',
] as const;

/** The word under which a screen tells why; `FAULT` leads to the log. */
export function problemOf(error: unknown): string {
  if (error instanceof ErrandCancelled) return 'CANCELLED';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL') return 'DISK_FULL';
  return KNOWN.find((known) => known === code) ?? 'FAULT';
}
