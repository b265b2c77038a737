const SAFE = /^https:\/\/[^\s/@?#]+(?:[/?#]\S*)?$/i;
const OWN_MACHINE = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:[/?#]\S*)?$/i;

/** An address that something may be fetched from: https without credentials, or this machine. */
export function isSafeUrl(url: string): boolean {
  return SAFE.test(url) || OWN_MACHINE.test(url);
}
