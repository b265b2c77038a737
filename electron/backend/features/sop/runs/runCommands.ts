import type { sopContract } from '../../../../../shared/features/sop/contract';
import { Refusal } from '../../../store/refusal';
import type { Tx } from '../../../store/types';
import type { Handlers } from '../../handlers';
import { activeOperator } from '../people';
import { openSteps } from './flow';
import { withdrawApproval } from './guards';
import { isLate } from './phases';
import { startByPerson } from './start';
import { type RunContext, RunWork } from './work';

type RunHandlers = Pick<
  Handlers<typeof sopContract>,
  'start' | 'pause' | 'resume' | 'handOver' | 'rollBack' | 'finish' | 'abort'
>;

/** What people do with a whole run. */
export function runCommands(context: RunContext): RunHandlers {
  const open = (tx: Tx, id: string): RunWork => {
    const on = new RunWork(context, tx, id);
    on.refuseClosed();
    return on;
  };
  return {
    start: {
      command:
        (input, { actor }) =>
        (tx) => ({ run: startByPerson(context, tx, actor, input) }),
    },
    pause: {
      command:
        ({ id, reason }, { actor }) =>
        (tx) => {
          const on = open(tx, id);
          on.refuseStranger(actor);
          if (on.run.state === 'open') {
            on.event('paused', reason);
            on.save({ state: 'paused', reason });
          }
          return {};
        },
    },
    resume: {
      command:
        ({ id }, { actor }) =>
        (tx) => {
          const on = open(tx, id);
          on.refuseStranger(actor);
          if (on.run.state === 'paused') {
            on.event('resumed');
            on.save({ state: 'open', reason: null });
          }
          return {};
        },
    },
    handOver: {
      command:
        ({ id, to, note }, { actor }) =>
        (tx) => {
          const on = open(tx, id);
          on.refuseStranger(actor);
          const next = activeOperator(context, to);
          on.event('handed-over', `→ ${next.name}: ${note}`);
          const { title } = on.procedure;
          const values = { procedure: on.procedure.id, fr: title.fr, en: title.en };
          if (to !== actor.id) tx.fact('sop.handed-over', id, { notify: true, simulated: false, values, operators: [to] });
          on.save({ lead: to });
          return {};
        },
    },
    rollBack: {
      command:
        ({ id, reason }, { actor }) =>
        (tx) => {
          const on = open(tx, id);
          on.refuseStranger(actor);
          if (!on.flow.phases.some(({ part }) => part === 'rollback')) throw new Refusal('NO_ROLLBACK');
          if (on.run.rolling_back === 0) {
            withdrawAll(on);
            on.event('rolling-back', reason);
            on.save({ rolling_back: 1, state: 'open', reason });
          }
          return {};
        },
    },
    finish: {
      command:
        ({ id, lateReason }, { actor }) =>
        (tx) => {
          const on = open(tx, id);
          on.refuseStranger(actor);
          finish(on, lateReason === undefined || lateReason === '' ? null : lateReason);
          return {};
        },
    },
    abort: {
      command:
        ({ id, reason }, { actor }) =>
        (tx) => {
          const on = open(tx, id);
          on.refuseStranger(actor);
          withdrawAll(on);
          on.event('aborted', reason);
          on.save({ state: 'aborted', ended_at: tx.at, reason });
          return {};
        },
    },
  };
}

function withdrawAll(on: RunWork): void {
  for (const { step, state } of on.steps.values()) if (state === 'waiting') withdrawApproval(on, step);
}

/** The orderly end: every step settled, and a word for what was late. */
function finish(on: RunWork, lateReason: string | null): void {
  const steps = openSteps(on.flow);
  if (steps.length > 0) throw new Refusal('STEPS_OPEN', { steps: [...steps] });
  const { run, tx } = on;
  const late = on.phases().filter((phase) => isLate(phase, tx.at));
  const grace = on.procedure.schedules.find(({ id }) => id === run.schedule)?.graceMinutes ?? 0;
  const begunLate = run.due_at !== null && run.started_at > run.due_at + grace * 60_000;
  if ((late.length > 0 || begunLate) && lateReason === null) throw new Refusal('REASON_MISSING');
  const phases = { ...run.phases };
  for (const { id, endedAt } of late) phases[id] = { endedAt, told: true, lateReason };
  const timed = run.due_at !== null || on.phases().some(({ dueAt }) => dueAt !== null);
  const state = run.rolling_back === 1 ? 'rolled-back' : 'done';
  on.event(state, lateReason);
  const onTime = !timed ? null : late.length === 0 && !begunLate ? 1 : 0;
  on.save({ state, ended_at: tx.at, on_time: onTime, phases, reason: lateReason ?? run.reason });
}
