import type { ModelArtifact, Trees } from './artifact';
import { deepest, layOut } from './bulk';
import { rawScore } from './scoring';

/** Uncalibrated log-odds of one candidate. */
export type SingleScorer = (values: ArrayLike<number>) => number;

/** Full trees double with each level: deeper ones are walked as they are. */
const DEEPEST = 8;
/** Trees that are gone down together, so that no step waits for the one before it. */
const ABREAST = 4;

/** What `rawScore` says, to the last bit, prepared once for a model that is asked about many candidates, one at a time. */
export function singleScorer(artifact: Pick<ModelArtifact, 'trees' | 'logistic' | 'features'>): SingleScorer {
  const { trees } = artifact;
  if (trees === null) return (values) => rawScore(artifact, values);
  const depth = deepest(trees);
  return depth > DEEPEST ? (values) => rawScore(artifact, values) : fullWalk(trees, depth, artifact.features.length);
}

function fullWalk(trees: Trees, depth: number, width: number): SingleScorer {
  const { columns, thresholds, leaves } = layOut(trees, 1, depth);
  const inner = 2 ** depth - 1;
  const count = trees.roots.length;
  const row = new Float64Array(width);
  const slots = new Int32Array(ABREAST);
  return (values) => {
    row.set(values);
    let sum = trees.start;
    for (let tree = 0; tree < count; tree += ABREAST) {
      const abreast = Math.min(ABREAST, count - tree);
      slots.fill(0);
      for (let level = 0; level < depth; level += 1) stepDown(row, columns, thresholds, tree * inner, inner, slots, abreast);
      // One after the other, in the order of the trees: another order would be another sum.
      for (let one = 0; one < abreast; one += 1)
        sum += leaves[(tree + one) * (inner + 1) + (slots[one] as number) - inner] as number;
    }
    return sum;
  };
}

/**
 * Moves every tree of a group from its slot to the one below. A value that is no number goes right, as it does in a walk.
 */
function stepDown(
  row: Float64Array,
  columns: Int32Array,
  thresholds: Float64Array,
  base: number,
  inner: number,
  slots: Int32Array,
  abreast: number,
): void {
  for (let one = 0; one < abreast; one += 1) {
    const slot = slots[one] as number;
    const node = base + one * inner + slot;
    const left = (row[columns[node] as number] as number) <= (thresholds[node] as number);
    // A number without a jump, which half of the time would be guessed wrong.
    slots[one] = 2 * slot + 2 - (Number(left) | 0);
  }
}
