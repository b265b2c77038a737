import type { ModelArtifact, Trees } from './artifact';
import { calibrated, rawScore } from './scoring';

/** Scores many candidates at once: `values` holds `rows` × features back to back, probabilities go to `out`. */
export type BulkScorer = (values: Float64Array, rows: number, out: Float64Array) => void;

/** Rows that share one pass over the trees: their features stay in the nearest cache. */
const BLOCK = 64;

/** Lays the trees out as full ones of equal depth, so that a walk is arithmetic alone; the scores are those of `rawScore`. */
export function bulkScorer(artifact: ModelArtifact): BulkScorer {
  const width = artifact.features.length;
  const raw =
    artifact.trees === null
      ? (values: Float64Array, from: number, to: number, out: Float64Array) => {
          for (let row = from; row < to; row += 1) out[row] = rawScore(artifact, values, row * width);
        }
      : fullTrees(artifact.trees, width);
  return (values, rows, out) => {
    for (let from = 0; from < rows; from += BLOCK) raw(values, from, Math.min(rows, from + BLOCK), out);
    for (let row = 0; row < rows; row += 1) out[row] = calibrated(artifact.calibration, out[row] as number);
  };
}

type RawBlock = (values: Float64Array, from: number, to: number, out: Float64Array) => void;

function fullTrees(trees: Trees, width: number): RawBlock {
  const depth = Math.max(0, ...trees.roots.map((root) => depthOf(trees, root)));
  const inner = 2 ** depth - 1;
  const count = trees.roots.length;
  const features = new Uint16Array(count * inner);
  const thresholds = new Float64Array(count * inner).fill(Number.POSITIVE_INFINITY);
  const leaves = new Float64Array(count * (inner + 1));
  const place = (tree: number, node: number, slot: number): void => {
    if (slot >= inner) {
      leaves[tree * (inner + 1) + slot - inner] = trees.value[node] as number;
      return;
    }
    const feature = trees.feature[node] as number;
    if (feature >= 0) {
      features[tree * inner + slot] = feature;
      thresholds[tree * inner + slot] = trees.threshold[node] as number;
    }
    place(tree, feature < 0 ? node : (trees.left[node] as number), 2 * slot + 1);
    place(tree, feature < 0 ? node : (trees.right[node] as number), 2 * slot + 2);
  };
  trees.roots.forEach((root, tree) => {
    place(tree, root, 0);
  });
  return (values, from, to, out) => {
    out.fill(trees.start, from, to);
    for (let tree = 0; tree < count; tree += 1) {
      const base = tree * inner;
      const leafBase = tree * (inner + 1) - inner;
      for (let row = from; row < to; row += 1) {
        const offset = row * width;
        let slot = 0;
        while (slot < inner) {
          const value = values[offset + (features[base + slot] as number)] as number;
          slot = 2 * slot + (value <= (thresholds[base + slot] as number) ? 1 : 2);
        }
        out[row] = (out[row] as number) + (leaves[leafBase + slot] as number);
      }
    }
  };
}

function depthOf(trees: Trees, node: number): number {
  if ((trees.feature[node] as number) < 0) return 0;
  return 1 + Math.max(depthOf(trees, trees.left[node] as number), depthOf(trees, trees.right[node] as number));
}
