import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { useCommand } from '../../../app/keys';
import { useGoTo } from '../../../app/navigation';
import type { Desk } from './desk';
import { isSettled } from './runView';
import { mayAttest, mayReopen, primaryOf } from './stepActs';
import type { useOutputs } from './useOutputs';

/** Everything that can be done in a run, by keyboard. */
export function useRunKeys(desk: Desk, outputs: ReturnType<typeof useOutputs>): void {
  const { t } = useTranslation('sop');
  useStepKeys(desk);
  const { run, usable, ask } = desk;
  const paused = run.state === 'paused';
  useCommand('run.pause', () => (paused ? void resume(desk, t('run.told.resumed')) : ask({ kind: 'pause' })), usable);
  useCommand('run.handOver', () => ask({ kind: 'handOver' }), usable);
  useCommand('run.rollBack', () => ask({ kind: 'rollBack' }), usable && mayRollBack(desk));
  useCommand('run.abort', () => ask({ kind: 'abort' }), usable);
  useCommand('run.finish', () => void desk.finish(), usable && !paused);
  useCommand('run.pack', outputs.pack);
  useCommand('run.print', outputs.print);
}

function useStepKeys(desk: Desk): void {
  const { current, usable, ask, compose } = desk;
  const goTo = useGoTo();
  const open = usable && current !== null && !isSettled(current);
  const link = current?.step.link;
  const main = current === null ? null : primaryOf(current);
  useCommand('list.next', () => desk.move(1));
  useCommand('list.previous', () => desk.move(-1));
  useCommand('screen.back', desk.focus);
  // The space bar does what the filled button says: after a check that could not run, that is attesting.
  const done = () => (current !== null && mayAttest(current) ? ask({ kind: 'attest' }) : desk.primary());
  useCommand('run.done', done, usable && current !== null);
  useCommand('run.do', desk.primary, usable && (main === 'check' || main === 'do'));
  useCommand('run.decide', desk.primary, usable && main === 'decide');
  useOptionKeys(desk, usable && main === 'decide');
  useCommand('run.attest', () => ask({ kind: 'attest' }), usable && current !== null && mayAttest(current));
  useCommand('run.skip', () => ask({ kind: 'skip' }), open);
  useCommand('run.notApplicable', () => ask({ kind: 'notApplicable' }), open && current.step.optional);
  useCommand('run.fail', () => ask({ kind: 'fail' }), open);
  useCommand('run.reopen', () => void desk.act((at) => client.sop.reopen(at)), usable && current !== null && mayReopen(current));
  useCommand('run.note', () => compose('note'), usable && current !== null);
  useCommand('run.evidence', () => compose('evidence'), usable && current !== null);
  useCommand('run.assign', () => ask({ kind: 'assign' }), usable && current !== null);
  useCommand('run.link', () => goTo(link ?? '/'), link !== undefined);
}

function useOptionKeys(desk: Desk, enabled: boolean): void {
  useCommand('run.option1', () => desk.choose(0), enabled);
  useCommand('run.option2', () => desk.choose(1), enabled);
  useCommand('run.option3', () => desk.choose(2), enabled);
  useCommand('run.option4', () => desk.choose(3), enabled);
  useCommand('run.option5', () => desk.choose(4), enabled);
  useCommand('run.option6', () => desk.choose(5), enabled);
}

export function mayRollBack({ run }: Desk): boolean {
  return !run.rollingBack && run.pinned.phases.some(({ part }) => part === 'rollback');
}

export function resume(desk: Desk, told: string): Promise<boolean> {
  return desk.actOnRun(() => client.sop.resume({ id: desk.run.id }), told);
}
