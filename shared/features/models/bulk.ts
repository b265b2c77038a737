import type { ModelArtifact, Trees } from './artifact';
import { calibrated, rawScore } from './scoring';

/** Scores many candidates at once: `values` holds `rows` × features back to back, probabilities go to `out`. */
export type BulkScorer = (values: Float64Array, rows: number, out: Float64Array) => void;

/** Rows that go down the trees together: their features and places stay in the nearest cache. */
const BLOCK = 64;

type RawBlock = (values: Float64Array, from: number, to: number, out: Float64Array) => void;

/** Lays the trees out as full ones of one depth, so that a step down is arithmetic without a branch; the scores are those of `rawScore`. */
export function bulkScorer(artifact: ModelArtifact): BulkScorer {
  const width = artifact.features.length;
  const { trees } = artifact;
  const raw = trees === null ? oneByOne(artifact, width) : fullTrees(trees, width);
  return (values, rows, out) => {
    for (let from = 0; from < rows; from += BLOCK) raw(values, from, Math.min(rows, from + BLOCK), out);
    for (let row = 0; row < rows; row += 1) out[row] = calibrated(artifact.calibration, out[row] as number);
  };
}

function oneByOne(artifact: ModelArtifact, width: number): RawBlock {
  return (values, from, to, out) => {
    for (let row = from; row < to; row += 1) out[row] = rawScore(artifact, values, row * width);
  };
}

export interface FullTrees {
  readonly depth: number;
  /** Where the asked feature's values begin: its place times the stride. */
  readonly columns: Int32Array;
  readonly thresholds: Float64Array;
  readonly leaves: Float64Array;
}

/** Each tree's nodes lie together, the children of slot s are 2s + 1 and 2s + 2; a leaf above the bottom fills its whole branch. */
export function layOut(trees: Trees, stride: number, depth = deepest(trees)): FullTrees {
  const inner = 2 ** depth - 1;
  const columns = new Int32Array(trees.roots.length * inner);
  const thresholds = new Float64Array(columns.length);
  const leaves = new Float64Array(trees.roots.length * (inner + 1));
  const place = (tree: number, node: number, slot: number): void => {
    if (slot >= inner) {
      leaves[tree * (inner + 1) + slot - inner] = trees.value[node] as number;
      return;
    }
    const feature = trees.feature[node] as number;
    columns[tree * inner + slot] = Math.max(0, feature) * stride;
    thresholds[tree * inner + slot] = trees.threshold[node] as number;
    place(tree, feature < 0 ? node : (trees.left[node] as number), 2 * slot + 1);
    place(tree, feature < 0 ? node : (trees.right[node] as number), 2 * slot + 2);
  };
  trees.roots.forEach((root, tree) => {
    place(tree, root, 0);
  });
  return { depth, columns, thresholds, leaves };
}

function fullTrees(trees: Trees, width: number): RawBlock {
  const { depth, columns, thresholds, leaves } = layOut(trees, BLOCK);
  const inner = 2 ** depth - 1;
  const block = new Float64Array(width * BLOCK);
  const slots = new Int32Array(BLOCK);
  return (values, from, to, out) => {
    const rows = to - from;
    for (let row = 0; row < rows; row += 1)
      for (let feature = 0; feature < width; feature += 1)
        block[feature * BLOCK + row] = values[(from + row) * width + feature] as number;
    out.fill(trees.start, from, to);
    for (let tree = 0; tree < trees.roots.length; tree += 1) {
      const base = tree * inner;
      slots.fill(0);
      // All rows take one step before any takes the next: no step waits for the one before it.
      for (let level = 0; level < depth; level += 1) stepDown(block, columns, thresholds, base, slots, rows);
      const leafBase = tree * (inner + 1) - inner;
      for (let row = 0; row < rows; row += 1)
        out[from + row] = (out[from + row] as number) + (leaves[leafBase + (slots[row] as number)] as number);
    }
  };
}

/** Moves every row from its slot to the one below: 2s + 1 where the value is at most the threshold, else 2s + 2. */
function stepDown(
  block: Float64Array,
  columns: Int32Array,
  thresholds: Float64Array,
  base: number,
  slots: Int32Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row += 1) {
    const slot = slots[row] as number;
    const node = base + slot;
    const left = (block[(columns[node] as number) + row] as number) <= (thresholds[node] as number);
    // The bitwise form becomes a number without a jump, which half of the time would be guessed wrong.
    slots[row] = 2 * slot + 2 - (Number(left) | 0);
  }
}

/** Steps down to the lowest leaf, at least one. */
export function deepest(trees: Trees): number {
  return Math.max(1, ...trees.roots.map((root) => depthOf(trees, root)));
}

function depthOf(trees: Trees, node: number): number {
  if ((trees.feature[node] as number) < 0) return 0;
  return 1 + Math.max(depthOf(trees, trees.left[node] as number), depthOf(trees, trees.right[node] as number));
}
