import type { ModelCard } from '../card';
import type { Recipe } from './recipe';

type Judged = Pick<ModelCard, 'tested' | 'againstNoEdge' | 'againstBaseRate' | 'calibrationError'>;

/**
 * Why a model is refused; empty where it is accepted. It must beat both what a market without an edge gives and the plain
 * hit rate, with the whole interval of the paired log-loss, on enough candidates, and say what then comes true.
 */
export function refusalsOf(card: Judged, recipe: Recipe): ModelCard['refusedFor'] {
  const reasons: ModelCard['refusedFor'] = [];
  if (card.tested < recipe.enoughTested) reasons.push('too-few');
  if (!(card.tested > 0 && card.againstNoEdge.high < 0)) reasons.push('no-edge');
  if (!(card.tested > 0 && card.againstBaseRate.high < 0)) reasons.push('base-rate');
  if (card.calibrationError > recipe.worstCalibration) reasons.push('calibration');
  return reasons;
}
