/** For whatever has to happen at nine o'clock: the same shifted `Date` for the console's process and for the page. */
export function aheadScript(ms: number): string {
  return `{
    const { now } = Date;
    globalThis.Date = class extends Date {
      constructor(...given) {
        if (given.length === 0) super(now() + ${ms});
        else super(...given);
      }
      static now() {
        return now() + ${ms};
      }
    };
  }`;
}

/** What makes a Node process run it before anything else. */
export function importOf(ms: number): string {
  return `--import data:text/javascript,${encodeURIComponent(aheadScript(ms))}`;
}
