import { Refusal } from '../../store/refusal';
import type { Acts } from '../checks';
import { draftOf, writeDraft } from './library/drafts';
import { builder } from './runs/rows';
import { start } from './runs/start';
import type { RunContext } from './runs/work';

/** What a step of a procedure may do at this desk. */
export function sopActs(context: RunContext): Acts {
  return {
    notify: {
      run(tx, { params, procedure, run, title }) {
        const named = String(params.roles ?? '')
          .split(',')
          .map((role) => role.trim())
          .filter((role) => role !== '');
        const roles = named.length > 0 ? named : [...procedure.owner.roles];
        const values = { procedure: procedure.id, fr: title.fr, en: title.en };
        const fact = tx.fact('sop.notified', run, { notify: true, simulated: false, values, roles });
        return { told: roles, fact };
      },
    },
    'run.start': {
      run(tx, { params, run, subject, given }) {
        const sop = context.catalogue.current(String(params.procedure));
        if (sop === undefined) throw new Refusal('ACT_FAILED', { code: 'UNKNOWN_PROCEDURE' });
        const schedules = sop.procedure.schedules;
        const schedule = schedules.find(({ kind }) => kind === 'demand') ?? schedules[0];
        const about = given.subject ?? subject ?? undefined;
        const begun = start(context, tx, sop, {
          procedure: sop.procedure.id,
          schedule: schedule?.id ?? '',
          parent: run,
          subject: about,
        });
        tx.subject(run);
        return { run: begun };
      },
    },
    'sop.draft': {
      run(tx, { procedure }) {
        const current = context.catalogue.current(procedure.id);
        if (current === undefined) throw new Refusal('ACT_FAILED', { code: 'UNKNOWN_PROCEDURE' });
        // A draft that somebody has begun already is the one to go on with.
        if (draftOf(tx, builder(tx), procedure.id) !== undefined) return { procedure: procedure.id, begun: false };
        const row = {
          procedure: procedure.id,
          based_on: current.version,
          yaml: current.yaml,
          revision: 1,
          by: tx.actor,
          at: tx.at,
        };
        writeDraft(tx, { ...row, state: 'draft', note: null, approval: null, shipped: null });
        tx.fact('sop.drafted', procedure.id);
        return { procedure: procedure.id, begun: true };
      },
    },
  };
}
