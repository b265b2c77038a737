import type { sopContract } from '../../../../../shared/features/sop/contract';
import type { Person, StepStatus } from '../../../../../shared/features/sop/run';
import { conflate, flatten } from '../../../kit/conflate';
import { createSubject } from '../../../kit/subject';
import type { Fact } from '../../../store/types';
import type { Handlers } from '../../handlers';
import { personOf } from '../people';
import { stepStatus } from './view';
import { RUN_CHANGED, type RunContext } from './work';

/** Facts after which what is due, or which procedures there are, has to be read again. */
const OTHERS = new Set(['sop.due', 'sop.missed', 'sop.published', 'sop.drafted', 'sop.explained']);
/** Fast enough that a tick is in the other window before anybody looks. */
const HZ = 60;

type Present = Person & { readonly step: string | null };
type Told = { kind: 'changed'; sequence: number; step: StepStatus | null } | { kind: 'present'; who: Present[] };

/** Who has which run on the screen, and on which step; kept in memory only. */
class Presence {
  readonly #runs = new Map<string, Map<object, { readonly id: string; step: string | null }>>();
  readonly #changed;

  constructor(onError: (error: unknown) => void) {
    this.#changed = createSubject<string>(onError);
  }

  enter(run: string, id: string): () => void {
    const key = {};
    const there = this.#runs.get(run) ?? new Map<object, { readonly id: string; step: string | null }>();
    this.#runs.set(run, there.set(key, { id, step: null }));
    this.#changed.tell(run);
    return () => {
      there.delete(key);
      if (there.size === 0) this.#runs.delete(run);
      this.#changed.tell(run);
    };
  }

  look(run: string, id: string, step: string | null): void {
    for (const one of this.#runs.get(run)?.values() ?? []) if (one.id === id) one.step = step;
    this.#changed.tell(run);
  }

  /** Each person once, however many windows. */
  who(run: string): readonly { readonly id: string; readonly step: string | null }[] {
    return [...new Map([...(this.#runs.get(run)?.values() ?? [])].map((one) => [one.id, one])).values()];
  }

  listen(listener: (run: string) => void): () => void {
    return this.#changed.listen(listener);
  }
}

export function watchHandlers(context: RunContext): Pick<Handlers<typeof sopContract>, 'changes' | 'watchRun' | 'lookAt'> {
  const { clock, facts } = context;
  const presence = new Presence(context.onError);
  const present = (run: string): Told => ({
    kind: 'present',
    who: presence.who(run).map(({ id, step }) => ({ ...personOf(context, id), step })),
  });
  return {
    changes: {
      query: (_, { signal }) =>
        flatten(
          conflate<{ run: string | null; sequence: number }>({
            clock,
            hz: 10,
            signal,
            source: (offer) =>
              facts.subscribe(({ kind, subject, sequence }) => {
                if (kind === RUN_CHANGED) offer(subject, { run: subject, sequence });
                else if (OTHERS.has(kind)) offer('', { run: null, sequence });
              }),
          }),
        ),
    },
    watchRun: {
      query: ({ id }, { actor, signal }) =>
        flatten(
          conflate<Told>({
            clock,
            hz: HZ,
            signal,
            source(offer) {
              const deaf = facts.subscribe((fact) => tell(context, fact, id, offer));
              const alone = presence.listen((run) => {
                if (run === id) offer('present', present(id));
              });
              const leave = presence.enter(id, actor.id);
              return () => {
                leave();
                alone();
                deaf();
              };
            },
          }),
        ),
    },
    lookAt: {
      query({ run, step }, { actor }) {
        presence.look(run, actor.id, step);
        return {};
      },
    },
  };
}

/** A step's change brings the step; a change of more than one step asks for the whole run to be read. */
function tell(context: RunContext, fact: Fact, run: string, offer: (key: string, value: Told) => void): void {
  if (fact.kind !== RUN_CHANGED || fact.subject !== run) return;
  const { step } = fact.data as { readonly step: string | null };
  const status = step === null ? null : stepStatus(context, context.read, run, step);
  offer(step ?? '', { kind: 'changed', sequence: fact.sequence, step: status });
}
