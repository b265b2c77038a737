import { columnOf, type Matrix } from './matrix';

/** Every value by the number of its bin, feature by feature: bin b holds what is ≤ edge b and > edge b−1. */
export interface Bins {
  readonly edges: readonly Float64Array[];
  readonly codes: readonly Uint8Array[];
}

/** Edges between bins of about equally many values, in the middle between two neighbouring values; at most `most` − 1 of them. */
export function edgesOf(column: Float64Array, most: number): Float64Array {
  const sorted = column.toSorted();
  const edges: number[] = [];
  for (let k = 1; k < most; k += 1) {
    const cut = firstAbove(sorted, Math.floor((k * sorted.length) / most));
    if (cut === null) break;
    const edge = middle(sorted[cut - 1] as number, sorted[cut] as number);
    if (edge !== edges.at(-1)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** First place at or after `from` whose value is above the one before it; null where there is none. */
function firstAbove(sorted: Float64Array, from: number): number | null {
  for (let i = Math.max(1, from); i < sorted.length; i += 1) if ((sorted[i] as number) > (sorted[i - 1] as number)) return i;
  return null;
}

/** Never the upper of the two, which must go to the right. */
function middle(low: number, high: number): number {
  const between = low + (high - low) / 2;
  return between < high ? between : low;
}

export function binsOf(matrix: Matrix, most: number): Bins {
  const columns = Array.from({ length: matrix.width }, (_, feature) => columnOf(matrix, feature));
  const edges = columns.map((column) => edgesOf(column, most));
  return { edges, codes: columns.map((column, feature) => codesOf(column, edges[feature] as Float64Array)) };
}

function codesOf(column: Float64Array, edges: Float64Array): Uint8Array {
  return Uint8Array.from(column, (value) => binOf(edges, value));
}

/** Index of the first edge that is not below the value; the number of edges where all are. */
export function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if (value <= (edges[half] as number)) high = half;
    else low = half + 1;
  }
  return low;
}
