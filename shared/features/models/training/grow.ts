import { round9 } from '../../signals/figures';
import type { Trees } from '../artifact';
import type { Bins } from './bins';

export interface GrowthOptions {
  readonly depth: number;
  readonly l2: number;
  readonly minLeaf: number;
  readonly minGain: number;
}

interface Growth {
  readonly bins: Bins;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly rows: Int32Array;
  readonly features: readonly number[];
  readonly options: GrowthOptions;
  readonly rate: number;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
}

/** Trees while they grow, in the columns of an artifact. */
export class GrowingTrees {
  private readonly roots: number[] = [];
  private readonly feature: number[] = [];
  private readonly threshold: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly value: number[] = [];
  private readonly gains: Float64Array[] = [];

  constructor(
    readonly start: number,
    private readonly width: number,
  ) {}

  get size(): number {
    return this.feature.length;
  }

  begin(): void {
    this.roots.push(this.size);
    this.gains.push(new Float64Array(this.width));
  }

  node(value: number): number {
    this.feature.push(-1);
    this.threshold.push(0);
    this.left.push(-1);
    this.right.push(-1);
    this.value.push(value);
    return this.size - 1;
  }

  /** Makes an inner node of a leaf: its value becomes the cover-weighted mean of its children's. */
  split(node: number, { feature, gain }: Split, threshold: number, left: number, right: number, leftShare: number): void {
    this.feature[node] = feature;
    this.threshold[node] = threshold;
    this.left[node] = left;
    this.right[node] = right;
    this.value[node] = round9(leftShare * (this.value[left] as number) + (1 - leftShare) * (this.value[right] as number));
    const gains = this.gains.at(-1) as Float64Array;
    gains[feature] = (gains[feature] as number) + gain;
  }

  /** All of them so far, not copied. */
  trees(): Trees {
    const { start, roots, feature, threshold, left, right, value } = this;
    return { start, roots, feature, threshold, left, right, value };
  }

  /** A copy of the first `rounds` trees. */
  cut(rounds: number): Trees {
    const end = this.roots[rounds] ?? this.size;
    const { start, roots, feature, threshold, left, right, value } = this;
    const upTo = (column: number[]) => column.slice(0, end);
    return {
      start,
      roots: roots.slice(0, rounds),
      feature: upTo(feature),
      threshold: upTo(threshold),
      left: upTo(left),
      right: upTo(right),
      value: upTo(value),
    };
  }

  gainsOf(rounds: number): Float64Array {
    const sum = new Float64Array(this.width);
    for (const gains of this.gains.slice(0, rounds)) gains.forEach((gain, feature) => void add(sum, feature, gain));
    return sum;
  }
}

/** Grows one tree over the rows; returns its root. */
export function growTree(growing: GrowingTrees, growth: Growth): number {
  growing.begin();
  return grow(growing, growth, growth.rows, growth.options.depth);
}

function grow(growing: GrowingTrees, growth: Growth, rows: Int32Array, depth: number): number {
  const { options, rate, gradient, hessian, bins } = growth;
  let g = 0;
  let h = 0;
  for (const row of rows) {
    g += gradient[row] as number;
    h += hessian[row] as number;
  }
  const node = growing.node(round9((-g / (h + options.l2)) * rate));
  if (depth === 0 || rows.length < 2 * options.minLeaf) return node;
  const split = bestSplit(growth, rows, g, h);
  if (split === null) return node;
  const codes = bins.codes[split.feature] as Uint8Array;
  const goesLeft = (row: number) => (codes[row] as number) <= split.bin;
  const lower = rows.filter(goesLeft);
  const left = grow(growing, growth, lower, depth - 1);
  const right = grow(
    growing,
    growth,
    rows.filter((row) => !goesLeft(row)),
    depth - 1,
  );
  growing.split(node, split, bins.edges[split.feature]?.[split.bin] as number, left, right, lower.length / rows.length);
  return node;
}

/** The split that brings most; of equals the first. Null where none brings more than `minGain`. */
function bestSplit(growth: Growth, rows: Int32Array, g: number, h: number): Split | null {
  let best: Split | null = null;
  const histogram = new Histogram();
  for (const feature of growth.features) {
    const edges = (growth.bins.edges[feature] as Float64Array).length;
    if (edges === 0) continue;
    histogram.fill(growth, growth.bins.codes[feature] as Uint8Array, rows);
    const found = histogram.best(edges, rows.length, g, h, growth.options);
    if (found !== null && found.gain > (best?.gain ?? growth.options.minGain)) best = { ...found, feature };
  }
  return best;
}

const MOST_BINS = 256;

class Histogram {
  private readonly g = new Float64Array(MOST_BINS);
  private readonly h = new Float64Array(MOST_BINS);
  private readonly n = new Int32Array(MOST_BINS);

  fill({ gradient, hessian }: Growth, codes: Uint8Array, rows: Int32Array): void {
    const { g, h, n } = this;
    g.fill(0);
    h.fill(0);
    n.fill(0);
    for (const row of rows) {
      const bin = codes[row] as number;
      g[bin] = (g[bin] as number) + (gradient[row] as number);
      h[bin] = (h[bin] as number) + (hessian[row] as number);
      n[bin] = (n[bin] as number) + 1;
    }
  }

  best(
    edges: number,
    rows: number,
    g: number,
    h: number,
    { l2, minLeaf }: GrowthOptions,
  ): { readonly gain: number; readonly bin: number } | null {
    let gLeft = 0;
    let hLeft = 0;
    let nLeft = 0;
    let best: { gain: number; bin: number } | null = null;
    const whole = (g * g) / (h + l2);
    for (let bin = 0; bin < edges; bin += 1) {
      gLeft += this.g[bin] as number;
      hLeft += this.h[bin] as number;
      nLeft += this.n[bin] as number;
      if (nLeft < minLeaf || rows - nLeft < minLeaf) continue;
      const gRight = g - gLeft;
      const gain = (gLeft * gLeft) / (hLeft + l2) + (gRight * gRight) / (h - hLeft + l2) - whole;
      if (best === null || gain > best.gain) best = { gain, bin };
    }
    return best;
  }
}

function add(sum: Float64Array, index: number, value: number): void {
  sum[index] = (sum[index] as number) + value;
}
