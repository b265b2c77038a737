import type { IPrimitivePaneRenderer, ISeriesPrimitive, Logical, SeriesAttachedParameter, Time } from 'lightweight-charts';
import type { Shade } from './timeline';

type Attached = SeriesAttachedParameter<Time>;
type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];

/** Draws the shaded stretches behind the candles, over the whole height of the pane. */
export class Shading implements ISeriesPrimitive<Time> {
  #attached: Attached | null = null;
  #shades: readonly Shade[] = [];
  #colours: Readonly<Record<Shade['kind'], string>>;
  readonly #views = [{ zOrder: () => 'bottom' as const, renderer: () => ({ draw: (target: Target) => this.#draw(target) }) }];

  constructor(colours: Readonly<Record<Shade['kind'], string>>) {
    this.#colours = colours;
  }

  attached(parameters: Attached): void {
    this.#attached = parameters;
  }

  detached(): void {
    this.#attached = null;
  }

  paneViews() {
    return this.#views;
  }

  show(shades: readonly Shade[]): void {
    this.#shades = shades;
    this.#attached?.requestUpdate();
  }

  recolour(colours: Readonly<Record<Shade['kind'], string>>): void {
    this.#colours = colours;
    this.#attached?.requestUpdate();
  }

  #draw(target: Target): void {
    const scale = this.#attached?.chart.timeScale();
    if (scale === undefined) return;
    const half = scale.options().barSpacing / 2;
    // biome-ignore lint/correctness/useHookAtTopLevel: the drawing library's own name; no React hook.
    target.useBitmapCoordinateSpace(({ context, bitmapSize, horizontalPixelRatio }) => {
      for (const shade of this.#shades) {
        const from = scale.logicalToCoordinate(shade.from as Logical);
        const to = scale.logicalToCoordinate(shade.to as Logical);
        if (from === null || to === null) continue;
        context.fillStyle = this.#colours[shade.kind];
        context.fillRect(
          (from - half) * horizontalPixelRatio,
          0,
          (to - from + 2 * half) * horizontalPixelRatio,
          bitmapSize.height,
        );
      }
    });
  }
}
