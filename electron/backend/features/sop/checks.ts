import { type Checks, figure, verdict } from '../checks';
import { reviewDueAt } from './library/reviews';
import type { RunContext } from './runs/work';
import { opensAt } from './schedule/window';

/** What the procedures desk knows of itself. */
export function sopChecks(context: RunContext): Checks {
  const { read, catalogue } = context;
  return {
    'sop.reviews-done': ({ now }) => {
      const late = [...catalogue.all().values()]
        .filter((sop) => reviewDueAt(context, sop) < now)
        .map(({ procedure }) => procedure.id);
      const words =
        late.length === 0
          ? { fr: 'Toutes les procédures sont revues à temps.', en: 'Every procedure was reviewed in time.' }
          : { fr: `Revues en retard : ${late.join(', ')}.`, en: `Reviews overdue: ${late.join(', ')}.` };
      return verdict(late.length === 0 ? 'pass' : 'fail', words, [figure('En retard', 'Overdue', late.length)]);
    },
    'sop.window-open': ({ procedure, now }) => {
      if (procedure.window === undefined)
        return verdict('pass', { fr: 'Cette procédure n’a pas de fenêtre.', en: 'This procedure has no window.' });
      const opens = opensAt(procedure.window, now);
      const { days, from, to, zone } = procedure.window;
      const open = opens === now;
      const words = open
        ? { fr: `La fenêtre ${from}–${to} (${zone}) est ouverte.`, en: `The window ${from}–${to} (${zone}) is open.` }
        : { fr: `La fenêtre ${from}–${to} (${zone}) est fermée.`, en: `The window ${from}–${to} (${zone}) is closed.` };
      const next = opens === null ? '–' : `${new Date(opens).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
      return verdict(open ? 'pass' : 'fail', words, [figure('Jours', 'Days', days.join(', ')), figure('Ouvre', 'Opens', next)]);
    },
    'sop.last-run-done': ({ params, run }) => {
      const procedure = String(params.procedure ?? '');
      const last = read.get(
        read.db
          .selectFrom('sop_runs')
          .select(['id', 'state', 'ended_at'])
          .where('procedure', '=', procedure)
          .where('id', '!=', run)
          .orderBy('started_at', 'desc')
          .limit(1),
      );
      if (last === undefined)
        return verdict('fail', { fr: `${procedure} n’a jamais été exécutée.`, en: `${procedure} has never been run.` });
      const ok = last.state === 'done';
      const words = ok
        ? { fr: `La dernière exécution de ${procedure} est terminée.`, en: `The last run of ${procedure} is done.` }
        : {
            fr: `La dernière exécution de ${procedure} n’est pas terminée (${last.state}).`,
            en: `The last run of ${procedure} is not done (${last.state}).`,
          };
      return verdict(ok ? 'pass' : 'fail', words, [figure('Exécution', 'Run', last.id), figure('Issue', 'Outcome', last.state)]);
    },
  };
}
