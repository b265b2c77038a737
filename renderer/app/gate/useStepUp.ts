import { useCallback } from 'react';
import { useHello } from '../frame/hello';
import { askStepUp } from './stepUp';

/** Earlier than this before it lapses, a step-up is asked for anew, so that it still counts when the call arrives. */
const MARGIN_MS = 5_000;

/**
 * For an act that asks for the second factor again after long work, such as filling in a form: asks beforehand. A single call
 * needs none of it, the link asks and repeats by itself.
 */
export function useStepUp(): () => Promise<boolean> {
  const until = useHello()?.steppedUpUntil ?? 0;
  return useCallback(async () => until - MARGIN_MS > Date.now() || (await askStepUp()), [until]);
}
