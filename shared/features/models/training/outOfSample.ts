import type { ModelArtifact } from '../artifact';
import type { Fold, Quality } from '../card';
import { type Fitted, fitWindow, probabilitiesOf, scorableOf } from './fit';
import { take, winsOf } from './matrix';
import { qualityOf } from './metrics';
import type { Recipe } from './recipe';
import type { Samples } from './samples';
import { type WalkFold, walkForward } from './walkForward';

/** What each of them said of the tested candidates, in the order of `tested`. */
export interface Said {
  readonly tested: Int32Array;
  readonly wins: Uint8Array;
  readonly model: Float64Array;
  readonly trees: Float64Array;
  readonly logistic: Float64Array;
  readonly noEdge: Float64Array;
  readonly baseRate: Float64Array;
  readonly shrunk: Float64Array;
  readonly previous: Float64Array | null;
}

export interface OutOfSample {
  readonly said: Said;
  readonly folds: readonly Fold[];
}

export interface WalkContext {
  readonly recipe: Recipe;
  readonly embargoMs: number;
  readonly seed: number;
  /** Only where it was asked the same features; else there is nothing to compare. */
  readonly previous: ModelArtifact | null;
  /** Called before each of the folds. */
  readonly onFold: (fold: number, folds: number) => void;
}

/** Learns anew before each test of the walk and asks what it then says of candidates that are all later. */
export function testForward(samples: Samples, context: WalkContext): OutOfSample {
  const { recipe, embargoMs } = context;
  const walk = walkForward(samples, { folds: recipe.folds, first: recipe.first, embargoMs });
  const pieces: Said[] = [];
  const folds = walk.map((one, k) => {
    context.onFold(k, walk.length);
    const fitted = fitWindow(samples, one.train, recipe, context.seed + 100 * (k + 1));
    const said = fitted === null ? null : say(samples, one, fitted, context.previous);
    if (said !== null) pieces.push(said);
    return foldOf(samples, one, said === null ? null : qualityOf(said.model, said.wins));
  });
  return { said: join(pieces, context.previous !== null), folds };
}

function say(samples: Samples, { train, test }: WalkFold, fitted: Fitted, previous: ModelArtifact | null): Said {
  const matrix = take(samples.matrix, test);
  const of = (kind: Fitted['kind']) => probabilitiesOf(scorableOf(fitted, kind), matrix);
  const trees = of('trees');
  const logistic = of('logistic');
  const baseRate = winsOf(take(samples.matrix, train).wins) / train.length;
  return {
    tested: test,
    wins: matrix.wins,
    model: fitted.kind === 'trees' ? trees : logistic,
    trees,
    logistic,
    noEdge: Float64Array.from(test, (i) => samples.noEdge[i] as number),
    baseRate: new Float64Array(test.length).fill(baseRate),
    shrunk: Float64Array.from(test, (i) => samples.shrunk[i] as number),
    previous: previous === null ? null : probabilitiesOf(previous, matrix),
  };
}

function foldOf(samples: Samples, { train, test, testFrom, purged }: WalkFold, quality: Quality | null): Fold {
  const at = (index: number | undefined) => (index === undefined ? testFrom : (samples.at[index] as number));
  return {
    trainFrom: at(train[0]),
    trainTo: at(train.at(-1)),
    testFrom,
    testTo: at(test.at(-1)),
    trainN: train.length,
    testN: test.length,
    purged,
    quality,
  };
}

function join(pieces: readonly Said[], withPrevious: boolean): Said {
  const floats = (of: (said: Said) => Float64Array) => Float64Array.from(pieces.flatMap((said) => Array.from(of(said))));
  return {
    tested: Int32Array.from(pieces.flatMap(({ tested }) => Array.from(tested))),
    wins: Uint8Array.from(pieces.flatMap(({ wins }) => Array.from(wins))),
    model: floats((said) => said.model),
    trees: floats((said) => said.trees),
    logistic: floats((said) => said.logistic),
    noEdge: floats((said) => said.noEdge),
    baseRate: floats((said) => said.baseRate),
    shrunk: floats((said) => said.shrunk),
    previous: withPrevious ? floats((said) => said.previous as Float64Array) : null,
  };
}
