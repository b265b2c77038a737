/** The scheme under which other programs lead to a screen of the console. */
export const LINK_SCHEME = 'sirrius';

const LINK = /^sirrius:\/\/signal\/([0-9a-f]{32})\/?$/;

/**
 * The console's path for `sirrius://signal/<id>`, or null. Any program and any web page can call a deep link, so nothing but
 * the one form with a signal's 32 hex digits passes, and it can only ever show something.
 */
export function deepLinkPath(link: string): string | null {
  const id = LINK.exec(link)?.[1];
  return id === undefined ? null : `/signals/${id}`;
}

/** Windows and Linux hand a link over as an argument, of the first start or of a second one. */
export function deepLinkInArguments(args: readonly string[]): string | null {
  for (const argument of args) {
    const path = deepLinkPath(argument);
    if (path !== null) return path;
  }
  return null;
}
