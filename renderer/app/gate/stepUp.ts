import { create } from 'zustand';

interface StepUpState {
  /** Settles the question that is on screen; null when none is. */
  readonly answer: ((given: boolean) => void) | null;
}

export const useStepUpQuestion = create<StepUpState>(() => ({ answer: null }));

let asked: Promise<boolean> | null = null;

/** Asks for the second factor again; false when the person declines. Calls that are refused together share one question. */
export function askStepUp(): Promise<boolean> {
  asked ??= new Promise<boolean>((resolve) => {
    useStepUpQuestion.setState({
      answer: (given) => {
        asked = null;
        useStepUpQuestion.setState({ answer: null });
        resolve(given);
      },
    });
  });
  return asked;
}
