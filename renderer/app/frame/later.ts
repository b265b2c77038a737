import { create } from 'zustand';
import { loadWords } from '../i18n';

/** By then the first screen has what it shows; what is fetched earlier would delay it. */
const LATER_MS = 1_000;
/** On a busy machine it comes all the same. */
const AT_LATEST_MS = 3_000;

/** True once the first screen is up: numbers on the rail, news and the operator's menu come then, and the words of every screen. */
export const useLater = create<boolean>(() => false);

/** Starts the wait; `also` is fetched with the rest. Returns what gives it up. */
export function startLater(also: () => Promise<unknown>): () => void {
  const timer = setTimeout(
    () =>
      requestIdleCallback(
        () => {
          useLater.setState(true, true);
          void Promise.allSettled([loadWords(), also()]);
        },
        { timeout: AT_LATEST_MS },
      ),
    LATER_MS,
  );
  return () => clearTimeout(timer);
}
