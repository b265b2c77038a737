/** What the arithmetic of panes needs to know of one. `size` is fixed in pixels; without it the pane shares what is left by weight. */
export interface PaneRule {
  readonly share?: number;
  readonly size?: number;
  /** Smallest size in pixels. */
  readonly least: number;
}

/** Sizes to begin with: pixels for fixed panes, weights for the others. */
export function firstSizes(panes: readonly PaneRule[]): readonly number[] {
  return panes.map((pane) => pane.size ?? pane.share ?? 50);
}

/** One CSS grid track a pane, and one of a pixel for each border between two. */
export function tracks(panes: readonly PaneRule[], sizes: readonly number[]): string {
  return panes
    .map((pane, index) => {
      const size = sizes[index] ?? pane.least;
      return pane.size === undefined ? `minmax(${pane.least}px, ${size}fr)` : `${Math.max(size, pane.least)}px`;
    })
    .join(' 1px ');
}

/** Moves the border after pane `at` by so many pixels, as far as both its neighbours allow; `measured` are the sizes on screen. */
export function moveBorder(panes: readonly PaneRule[], measured: readonly number[], at: number, by: number): readonly number[] {
  const before = measured[at] ?? 0;
  const after = measured[at + 1] ?? 0;
  const farthestBack = Math.min(0, (panes[at]?.least ?? 0) - before);
  const farthestOn = Math.max(0, after - (panes[at + 1]?.least ?? 0));
  const moved = Math.min(farthestOn, Math.max(farthestBack, by));
  return measured.map((size, index) => (index === at ? size + moved : index === at + 1 ? size - moved : size));
}

/** Sizes as they were kept, or null when they are not those of so many panes. */
export function readSizes(stored: string | null, count: number): readonly number[] | null {
  const sizes = stored === null ? [] : stored.split(' ').map(Number);
  return sizes.length === count && sizes.every((size) => Number.isFinite(size) && size > 0) ? sizes : null;
}
