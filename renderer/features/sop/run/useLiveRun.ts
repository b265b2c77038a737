import { useEffect, useRef, useState } from 'react';
import type { Person, RunDetail, StepStatus } from '../../../../shared/features/sop/run';
import { client, orpc, queryClient } from '../../../app/client';
import { useStream } from '../../../app/useStream';
import { useRun } from '../queries';

export interface Present extends Person {
  readonly step: string | null;
}

/** A ticked step is shown from the event itself; what hangs on it (phases, timeline) is read again after a breath. */
const REREAD_MS = 150;

/** A run that follows what others do in it, and who else has it on screen. */
export function useLiveRun(id: string) {
  const query = useRun(id);
  const [present, setPresent] = useState<readonly Present[]>([]);
  const timer = useRef<number | null>(null);
  useEffect(() => () => window.clearTimeout(timer.current ?? undefined), []);
  const readSoon = () => {
    timer.current ??= window.setTimeout(() => {
      timer.current = null;
      void queryClient.invalidateQueries({ queryKey: runKey(id) });
    }, REREAD_MS);
  };
  useStream(
    `sop.run.${id}`,
    (options) => client.sop.watchRun({ id }, options),
    (event) => {
      if (event.kind === 'present') return setPresent(event.who);
      if (event.step !== null) putStep(id, event.step);
      readSoon();
    },
  );
  return { query, present, readSoon };
}

/** Reads a run again; resolves once it is on screen. */
export const readRun = (id: string) => queryClient.invalidateQueries({ queryKey: runKey(id) });

const runKey = (id: string) => orpc.sop.run.queryKey({ input: { id } });

/** Puts one step's state into the run on screen; an older one than is shown changes nothing. */
export function putStep(run: string, step: StepStatus): void {
  queryClient.setQueryData(runKey(run), (known: RunDetail | undefined) => (known === undefined ? known : withStep(known, step)));
}

export function withStep(run: RunDetail, step: StepStatus): RunDetail {
  const steps = run.steps.map((known) => (known.id === step.id && known.revision <= step.revision ? step : known));
  return { ...run, steps };
}

/** Tells the others which step is looked at; losing it costs nothing. */
export function useLookAt(run: string, step: string | null): void {
  useEffect(() => {
    const timer = window.setTimeout(() => void client.sop.lookAt({ run, step }).catch(() => undefined), REREAD_MS);
    return () => window.clearTimeout(timer);
  }, [run, step]);
}
