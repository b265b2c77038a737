import { canonicalJson, type Json } from '../../../../../shared/base/canonical';
import { type ActId, CHECKS, type CheckId } from '../../../../../shared/features/sop/checks';
import type { sopContract } from '../../../../../shared/features/sop/contract';
import type { CheckResult } from '../../../../../shared/features/sop/run';
import type { Step } from '../../../../../shared/features/sop/step';
import { Refusal } from '../../../store/refusal';
import type { Act, ActContext, CheckContext, Verdict } from '../../checks';
import type { Handlers } from '../../handlers';
import { keep } from './evidenceCommands';
import { insertEvidence, lastCaptured } from './evidenceRows';
import { onFailure } from './failure';
import { phasesOf, placeOf } from './flow';
import { refuseSettled, refuseWithoutEvidence } from './guards';
import { runById } from './rows';
import { stepStatus } from './view';
import { cannotYet, wentWrong } from './words';
import { type RunContext, RunWork } from './work';

/** What the console proves and does by itself; what it found is kept as evidence. */
export function proofCommands(context: RunContext): Pick<Handlers<typeof sopContract>, 'check' | 'act'> {
  return {
    check: {
      command: async (input, { actor }) => {
        const found = contextOf(context, input.run, input.step);
        const result = found.step.kind === 'check' ? await resultOf(context, found.step, found.context) : null;
        const content = result === null ? null : await keep(context, captured(input.step), bytesOf(result as unknown as Json));
        return (tx) => {
          const on = new RunWork(context, tx, input.run);
          const { step, state } = on.mine(actor, input, ['check']);
          refuseSettled(on, state, step.id);
          on.refuseBlocked(step.id);
          if (result === null || content === null) throw new Refusal('WRONG_KIND');
          // The same finding again is the same evidence.
          if (lastCaptured(tx, input.run, input.step) !== content.sha256)
            insertEvidence(tx, { id: context.ids(), run: input.run, step: input.step, ...content });
          settleCheck(on, step, { ...result, at: tx.at });
          on.save({}, step.id);
          return stepStatus(context, tx, input.run, input.step);
        };
      },
    },
    act: {
      command: async (input, { actor }) => {
        const found = contextOf(context, input.run, input.step);
        const act = found.step.kind === 'act' ? context.acts[found.step.act as ActId] : undefined;
        const asked: ActContext = { ...found.context, title: found.step.title, actor: actor.id, given: input };
        const prepared = await prepare(act, asked);
        return (tx) => {
          const on = new RunWork(context, tx, input.run);
          const { step, state } = on.mine(actor, input, ['act']);
          refuseSettled(on, state, step.id);
          on.refuseBlocked(step.id);
          refuseUnapproved(on, step);
          refuseWithoutEvidence(on, step);
          if (act === undefined) throw new Refusal('ACT_FAILED', { code: 'NOT_YET' });
          const done = act.run(tx, { ...asked, now: tx.at }, prepared);
          on.settle(step.id, { state: 'done', reason: null }, 'acted', canonicalJson(done).slice(0, 2000));
          on.save({}, step.id);
          return stepStatus(context, tx, input.run, input.step);
        };
      },
    },
  };
}

async function prepare(act: Act | undefined, asked: ActContext): Promise<unknown> {
  try {
    return await act?.prepare?.(asked);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal('ACT_FAILED', { code: error.code });
    throw error;
  }
}

function contextOf(context: RunContext, id: string, stepId: string): { step: Step; context: CheckContext } {
  const run = runById(context.read, context.read.db, id);
  const pinned = run && context.catalogue.version(run.procedure, run.version);
  if (run === undefined || pinned === undefined) throw new Refusal('UNKNOWN_RUN');
  const place = placeOf({ phases: phasesOf(pinned.procedure, run.schedule) }, stepId);
  if (place === null) throw new Refusal('UNKNOWN_STEP');
  const params = 'params' in place.step ? place.step.params : {};
  const about = { run: id, subject: run.subject, startedAt: run.started_at };
  return { step: place.step, context: { params, ...about, procedure: pinned.procedure, now: context.clock.now() } };
}

/** A check without an implementation says which desk will bring it; one that breaks could not run, and says so. */
async function resultOf(context: RunContext, step: Extract<Step, { kind: 'check' }>, about: CheckContext): Promise<Verdict> {
  const id = step.check as CheckId;
  const run = context.checks[id];
  if (run === undefined) return cannotYet(CHECKS[id]?.desk ?? null);
  try {
    return await run(about);
  } catch (error) {
    context.onError(error);
    return wentWrong();
  }
}

function settleCheck(on: RunWork, step: Step, check: CheckResult): void {
  const note = `${check.verdict}: ${check.summary.fr}`;
  if (check.verdict === 'pass') on.settle(step.id, { state: 'done', check, reason: null, attested: 0 }, 'checked', note);
  else if (check.verdict === 'fail' && (step.onFailure === 'stop' || step.onFailure === 'rollback')) {
    on.settle(step.id, { state: 'failed', check }, 'check-failed', note);
    onFailure(on, step);
  } else {
    const again = on.steps.get(step.id)?.check?.verdict === 'fail';
    on.put(step.id, { check }, check.verdict === 'fail' ? 'check-failed' : 'check-cannot-run', note);
    if (check.verdict === 'fail' && !again) onFailure(on, step);
  }
}

function refuseUnapproved(on: RunWork, step: Step): void {
  if (step.kind !== 'act' || step.approval === undefined) return;
  if (on.steps.get(step.approval)?.state !== 'done') throw new Refusal('APPROVAL_MISSING');
}

function captured(step: string) {
  return { kind: 'captured', label: `${step}.json`, mime: 'application/json' };
}

function bytesOf(value: Json): Uint8Array {
  return new TextEncoder().encode(canonicalJson(value));
}
