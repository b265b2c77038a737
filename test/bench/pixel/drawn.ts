import type { Page } from 'playwright-core';

/** A price as it stood in the watch list when a frame was drawn. */
export interface Drawn {
  readonly instrument: string;
  readonly price: number;
  /** Epoch ms with fractions, by the machine's clock: right after the frame's style, layout and paint on the page's thread. */
  readonly at: number;
}

export interface Watched {
  readonly drawn: readonly Drawn[];
  /** Frames a second. */
  readonly framesPerSecond: number;
  /** The longest time between two frames, ms. */
  readonly longestFrame: number;
}

/**
 * Looks at the watch list for `ms`: every change of the document is noted in the frame that shows it. Runs inside the page and
 * may use nothing from outside itself.
 */
export function watchPrices(page: Page, ms: number): Promise<Watched> {
  return page.evaluate(async (duration) => {
    const drawn: Drawn[] = [];
    const waiting = new Set<Element>();
    const frames: number[] = [];
    const read = (row: Element) => ({
      instrument: /[A-Z]{3,}/.exec(row.querySelector('[role=gridcell]')?.textContent ?? '')?.[0] ?? '',
      price: Number((row.querySelectorAll('[role=gridcell]')[2]?.textContent ?? '').replace(/[^\d,]/g, '').replace(',', '.')),
    });
    const show = () => {
      const rows = [...waiting].map(read);
      waiting.clear();
      const after = new MessageChannel();
      after.port1.onmessage = () => {
        const at = performance.timeOrigin + performance.now();
        for (const row of rows) drawn.push({ ...row, at });
      };
      after.port2.postMessage(null);
    };
    const observer = new MutationObserver((changes) => {
      if (waiting.size === 0) requestAnimationFrame(show);
      for (const { target } of changes) {
        const row = (target instanceof Element ? target : target.parentElement)?.closest('[role=row]');
        if (row) waiting.add(row);
      }
    });
    const grid = document.querySelector('[role=grid]');
    if (grid === null) throw new Error('there is no watch list');
    observer.observe(grid, { subtree: true, childList: true, characterData: true });
    await new Promise<void>((done) => {
      const frame = (at: number) => {
        frames.push(at);
        if (at - (frames[0] ?? at) >= duration) done();
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    observer.disconnect();
    const elapsed = (frames.at(-1) ?? 0) - (frames[0] ?? 0);
    const longestFrame = Math.max(...frames.slice(1).map((at, index) => at - (frames[index] ?? at)));
    return { drawn, framesPerSecond: ((frames.length - 1) * 1000) / elapsed, longestFrame };
  }, ms);
}

/** Epoch ms of the first frame with a price in the watch list. */
export function firstPrice(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((seen) => {
        const look = () => {
          const cells = document.querySelectorAll('[role=grid] [role=row] [role=gridcell]:nth-child(3)');
          if ([...cells].some((cell) => /\d/.test(cell.textContent ?? ''))) {
            const after = new MessageChannel();
            after.port1.onmessage = () => seen(performance.timeOrigin + performance.now());
            after.port2.postMessage(null);
          } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );
}
