import { focusManager, useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import { ErrorState } from '../../ui/states';
import { client, orpc, queryClient } from '../client';
import { Bands } from '../frame/Bands';
import { withWords } from '../i18n';
import { router } from '../routes';
import { useOpenStream } from '../useStream';
import styles from './gate.module.css';
import { useGate } from './gateState';
import { useStepUpQuestion } from './stepUp';
import { useIdleLock } from './useIdleLock';

const GateScreen = lazy(async () => ({
  default: (await withWords(import('../../features/access/gate/GateScreen'), ['access'])).GateScreen,
}));
const StepUpDialog = lazy(async () => ({
  default: (await withWords(import('../../features/access/StepUpDialog'), ['access'])).StepUpDialog,
}));

/** Nobody comes to the work but whom the backend knows; a lock covers it and leaves it as it was. */
export function Gate() {
  const { data: hello, error, refetch } = useQuery(orpc.access.hello.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const held = useGate((gate) => gate.held);
  useOpenStream(
    'hello',
    (options) => client.access.helloChanges(undefined, options),
    () => void queryClient.invalidateQueries({ queryKey: orpc.access.hello.key() }),
  );
  const operator = hello?.operator ?? null;
  const kept = useKeptWork(hello?.state ?? null, operator?.id ?? null, held);
  const open = kept && hello?.state === 'signed-in';
  useOpening(open);
  useIdleLock(open ? (hello?.idleLockMinutes ?? 0) : 0);
  useCoveredPortals(!open);
  useRest(kept && !open);
  if (hello === undefined) {
    return (
      <div className={styles.waiting}>
        {error === null ? <Bands /> : <ErrorState error={error} onRetry={() => void refetch()} />}
      </div>
    );
  }
  return (
    <>
      {kept && (
        <div className={styles.work} inert={!open} data-covered={!open || undefined}>
          <RouterProvider router={router} />
        </div>
      )}
      {!open && (
        <Suspense fallback={<div className={styles.waiting} />}>
          <GateScreen state={hello.state === 'signed-in' ? 'enrol' : hello.state} operator={operator} />
        </Suspense>
      )}
      <StepUp />
    </>
  );
}

/** Whether the work is on screen, or under the lock: from signing in until somebody else may come. */
function useKeptWork(state: string | null, operator: string | null, held: boolean): boolean {
  const [kept, setKept] = useState<string | null>(null);
  const next =
    state === 'signed-in' ? (held && kept === null ? null : operator) : state === 'locked' || state === null ? kept : null;
  if (next !== kept) setKept(next);
  return next !== null;
}

/** Signing in reads everything anew; signing out forgets what the next person may not see. */
function useOpening(open: boolean): void {
  useLayoutEffect(() => {
    useGate.setState({ open });
    if (!open) return;
    const others = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => !isHello(queryKey) };
    void queryClient.invalidateQueries(others);
  }, [open]);
}

const isHello = (key: readonly unknown[]) => JSON.stringify(key[0]) === JSON.stringify(orpc.access.hello.key()[0]);

/** Under the lock nothing is read at intervals: it would be refused, in nobody's name. */
function useRest(covered: boolean): void {
  useEffect(() => {
    if (!covered) return;
    focusManager.setFocused(false);
    return () => focusManager.setFocused(undefined);
  }, [covered]);
}

/** Dialogs live beside the work in the page: under the lock they are neither seen nor reached. */
function useCoveredPortals(covered: boolean): void {
  useEffect(() => {
    if (!covered) return;
    const portals = [...document.body.children].filter(
      (element): element is HTMLElement => element instanceof HTMLElement && element.id !== 'root' && !element.inert,
    );
    for (const portal of portals) {
      portal.inert = true;
      portal.style.visibility = 'hidden';
    }
    return () => {
      for (const portal of portals) {
        portal.inert = false;
        portal.style.visibility = '';
      }
    };
  }, [covered]);
}

function StepUp() {
  const answer = useStepUpQuestion((question) => question.answer);
  if (answer === null) return null;
  return (
    <Suspense fallback={null}>
      <StepUpDialog onAnswer={answer} onAccount={() => void router.navigate({ to: '/account' })} />
    </Suspense>
  );
}
