import type sopWords from '../../../../resources/locales/fr/sop.json';
import type { RunEvent } from '../../../../shared/features/sop/run';
import type { Step } from '../../../../shared/features/sop/step';
import type { Text } from '../../../../shared/features/sop/text';

export type EventWord = keyof typeof sopWords.run.event;

/** The word for an event; the end of a whole run is called otherwise than that of a step. */
export function eventWord({ kind, step }: Pick<RunEvent, 'kind' | 'step'>): EventWord {
  return (kind === 'done' && step === null ? 'finished' : kind) as EventWord;
}

/** What an event says besides its kind, in the operator's words; what only repeats the step's own state is left out. */
export function noteOf(
  event: Pick<RunEvent, 'kind' | 'note'>,
  step: Step | undefined,
  say: (text: Text) => string,
  named: (operator: string) => string,
): string | null {
  const { kind, note } = event;
  if (note === null || note === '' || kind === 'acted' || kind.startsWith('check')) return null;
  if (kind === 'assigned') return named(note);
  if (kind === 'decided' && step?.kind === 'decide') {
    const [id, ...reason] = note.split(': ');
    const option = step.options.find((one) => one.id === id);
    if (option === undefined) return note;
    return [say(option.label), ...(reason.length > 0 ? [reason.join(': ')] : [])].join(' · ');
  }
  return note;
}
