import type { IPrimitivePaneRenderer, ISeriesPrimitive, Logical, SeriesAttachedParameter, Time } from 'lightweight-charts';
import type { Band } from './bands';

type Attached = SeriesAttachedParameter<Time>;
type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];
type Scope = Parameters<Parameters<Target['useBitmapCoordinateSpace']>[0]>[0];

export interface BandColours {
  readonly fill: string;
  readonly line: string;
}

/** Distance of the strokes that hatch a band, and the size of the mark at its announcement, CSS px. */
const HATCH = 7;
const MARK = 5;

/** Draws the bands around announcements behind the candles: hatched and edged, so that they need no colour to be told apart. */
export class BandDrawing implements ISeriesPrimitive<Time> {
  #attached: Attached | null = null;
  #bands: readonly Band[] = [];
  #colours: BandColours;
  readonly #views = [{ zOrder: () => 'bottom' as const, renderer: () => ({ draw: (target: Target) => this.#draw(target) }) }];

  constructor(colours: BandColours) {
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

  show(bands: readonly Band[]): void {
    this.#bands = bands;
    this.#attached?.requestUpdate();
  }

  recolour(colours: BandColours): void {
    this.#colours = colours;
    this.#attached?.requestUpdate();
  }

  #draw(target: Target): void {
    const scale = this.#attached?.chart.timeScale();
    if (scale === undefined) return;
    const x = (position: number): number | null => {
      // The scale knows whole positions exactly; between two of them the spacing does.
      const whole = Math.round(position);
      const at = scale.logicalToCoordinate(whole as Logical);
      return at === null ? null : at + (position - whole) * scale.options().barSpacing;
    };
    // biome-ignore lint/correctness/useHookAtTopLevel: the drawing library's own name; no React hook.
    target.useBitmapCoordinateSpace((scope) => {
      for (const band of this.#bands) {
        const [from, to] = [x(band.from), x(band.to)];
        if (from === null || to === null || to < 0 || from > scope.mediaSize.width) continue;
        this.#stretch(scope, from, Math.max(to, from + 2));
        for (const at of band.at) this.#mark(scope, x(at) ?? from);
      }
    });
  }

  #stretch({ context, bitmapSize, horizontalPixelRatio, verticalPixelRatio }: Scope, from: number, to: number): void {
    const [left, right] = [from * horizontalPixelRatio, to * horizontalPixelRatio];
    const { height } = bitmapSize;
    context.save();
    context.beginPath();
    context.rect(left, 0, right - left, height);
    context.clip();
    context.fillStyle = this.#colours.fill;
    context.fillRect(left, 0, right - left, height);
    context.strokeStyle = this.#colours.fill;
    context.lineWidth = verticalPixelRatio;
    const gap = HATCH * verticalPixelRatio;
    context.beginPath();
    for (let y = -(right - left); y < height; y += gap) {
      context.moveTo(left, y + (right - left));
      context.lineTo(right, y);
    }
    context.stroke();
    context.restore();
    context.strokeStyle = this.#colours.line;
    context.lineWidth = Math.max(1, Math.floor(horizontalPixelRatio));
    context.setLineDash([4 * verticalPixelRatio, 3 * verticalPixelRatio]);
    context.beginPath();
    for (const edge of [left, right]) {
      context.moveTo(Math.round(edge) + 0.5, 0);
      context.lineTo(Math.round(edge) + 0.5, height);
    }
    context.stroke();
    context.setLineDash([]);
  }

  /** A small flag at the foot of the pane, where no legend lies over it. */
  #mark({ context, bitmapSize, horizontalPixelRatio, verticalPixelRatio }: Scope, at: number): void {
    const [x, size] = [at * horizontalPixelRatio, MARK * horizontalPixelRatio];
    const foot = bitmapSize.height - verticalPixelRatio;
    context.fillStyle = this.#colours.line;
    context.beginPath();
    context.moveTo(x, foot - 2 * size);
    context.lineTo(x + size, foot - size);
    context.lineTo(x, foot);
    context.lineTo(x - size, foot - size);
    context.fill();
  }
}
