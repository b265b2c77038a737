import type { Rectangle, Size } from 'electron';

export interface RememberedBounds extends Rectangle {
  readonly maximized: boolean;
}

/** How much of the title bar must lie on a screen for an operator to be able to take hold of it. */
const GRIP = { width: 120, height: 32 };
export const SMALLEST = { width: 720, height: 480 };
const DEFAULT = { width: 1440, height: 900 };

/**
 * Where a window goes: to its remembered place when enough of its title bar is still on a screen, else to the middle of the
 * primary one (its monitor may be gone). Never larger than the screen it lands on. `workAreas` starts with the primary screen.
 */
export function placeWindow(
  remembered: RememberedBounds | null,
  workAreas: readonly [Rectangle, ...Rectangle[]],
): RememberedBounds {
  const wanted = remembered ?? { ...DEFAULT, x: 0, y: 0, maximized: false };
  if (remembered !== null) {
    for (const area of workAreas) {
      const kept = { ...remembered, ...sizeWithin(area, remembered) };
      if (canBeTaken(kept, area)) return kept;
    }
  }
  const [area] = workAreas;
  const { width, height } = sizeWithin(area, wanted);
  const x = area.x + Math.floor((area.width - width) / 2);
  const y = area.y + Math.floor((area.height - height) / 2);
  return { x, y, width, height, maximized: wanted.maximized };
}

function sizeWithin(area: Rectangle, { width, height }: Size): Size {
  return {
    width: Math.min(Math.max(width, SMALLEST.width), area.width),
    height: Math.min(Math.max(height, SMALLEST.height), area.height),
  };
}

function canBeTaken(bounds: Rectangle, area: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const down = bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height;
  return across >= GRIP.width && down;
}

/** Reads what `windows.json` holds for one window; anything that is not four whole numbers counts as nothing remembered. */
export function readBounds(value: unknown): RememberedBounds | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height, maximized } = value as Readonly<Record<string, unknown>>;
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return null;
  return { x, y, width, height, maximized: maximized === true };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
