import { DAY } from '../../../../shared/base/time';
import type { Reader } from '../../store/types';
import { type Checks, figure, verdict } from '../checks';

/** A calendar whose last announcement lies nearer than this says nothing of tomorrow. */
const AHEAD = DAY;

/** Whether announcements are known for the time that comes. */
export function marketChecks({ read }: { readonly read: Reader }): Checks {
  return {
    'calendar.imported': ({ now }) => {
      const last = read.get(
        read.db
          .selectFrom('announcements_current')
          .select((eb) => [eb.fn.max('at').as('at'), eb.fn.countAll<number>().as('n')])
          .where('at', '>=', now - 30 * DAY),
      );
      if (last === undefined || last.at === null || last.n === 0)
        return verdict('fail', { fr: 'Aucun calendrier à jour n’est importé.', en: 'No current calendar is imported.' });
      const reaches = new Date(last.at).toISOString().slice(0, 16).replace('T', ' ');
      const ok = last.at >= now + AHEAD;
      const words = ok
        ? { fr: `Le calendrier va jusqu’au ${reaches} UTC.`, en: `The calendar reaches ${reaches} UTC.` }
        : { fr: `Le calendrier s’arrête au ${reaches} UTC.`, en: `The calendar ends at ${reaches} UTC.` };
      return verdict(ok ? 'pass' : 'fail', words, [figure('Dernière annonce', 'Last announcement', reaches)]);
    },
  };
}
