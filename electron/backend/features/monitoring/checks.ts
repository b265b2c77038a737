import type { Health } from '../../../../shared/features/monitoring/contract';
import type { Reader } from '../../store/types';
import { type Checks, figure, verdict } from '../checks';

export interface MonitoringChecksOptions {
  readonly read: Reader;
  readonly health: () => Health;
}

/** Over this the clock is shown as wrong, over the other one publication stops. */
const OFFSET_MS = 2_000;
/** The slowest that the backend may answer at the worst moment of the last minute. */
const LOOP_P99_MS = 100;
/** What has waited longer is stuck rather than busy. */
const STUCK_MS = 15 * 60_000;

/** What health says at this moment, as verdicts. */
export function monitoringChecks({ read, health }: MonitoringChecksOptions): Checks {
  return {
    'feeds.fresh': () => {
      const { instruments, state } = health();
      const stale = instruments.filter((one) => one.stale);
      const ok = stale.length === 0 && state !== 'offline';
      const names = stale.map(({ instrument }) => instrument).join(', ');
      return verdict(
        ok ? 'pass' : 'fail',
        ok
          ? {
              fr: `${instruments.length} flux reçoivent des données fraîches.`,
              en: `${instruments.length} feeds receive fresh data.`,
            }
          : { fr: `Flux sans données fraîches : ${names || state}.`, en: `Feeds without fresh data: ${names || state}.` },
        [figure('Flux', 'Feeds', instruments.length), figure('Périmés', 'Stale', stale.length), figure('État', 'State', state)],
      );
    },
    'backend.healthy': () => {
      const { loop, memoryMb, connections } = health();
      const down = connections.filter((one) => one.state === 'closed' || one.state === 'stale');
      const ok = loop.p99 <= LOOP_P99_MS && down.length === 0;
      return verdict(
        ok ? 'pass' : 'fail',
        ok
          ? {
              fr: 'Le moteur répond à temps et ses connexions sont ouvertes.',
              en: 'The backend answers in time and its connections are open.',
            }
          : { fr: 'Le moteur est ralenti ou une connexion est coupée.', en: 'The backend is slow or a connection is down.' },
        [
          figure('Boucle p99', 'Loop p99', `${loop.p99.toFixed(1)} ms`),
          figure('Mémoire', 'Memory', `${memoryMb} MB`),
          figure('Connexions coupées', 'Connections down', down.length),
        ],
      );
    },
    'clock.offset': () => {
      const { clockOffsetMs } = health();
      if (clockOffsetMs === null)
        return verdict('cannot-run', { fr: 'Aucune place n’a encore donné l’heure.', en: 'No venue has told the time yet.' });
      const shown = `${Math.round(clockOffsetMs)} ms`;
      const ok = Math.abs(clockOffsetMs) <= OFFSET_MS;
      const words = ok
        ? { fr: `L’horloge suit la place à ${shown} près.`, en: `The clock follows the venue within ${shown}.` }
        : { fr: `L’horloge est décalée de ${shown}.`, en: `The clock is off by ${shown}.` };
      return verdict(ok ? 'pass' : 'fail', words, [figure('Écart', 'Offset', shown)]);
    },
    'outbox.clear': ({ now }) => {
      const { failed, stuck } = outboxState(read, now);
      const ok = failed === 0 && stuck === 0;
      const words = ok
        ? { fr: 'Aucun envoi n’est bloqué.', en: 'Nothing is stuck in the outbox.' }
        : { fr: `${failed + stuck} envoi(s) bloqué(s) ou en échec.`, en: `${failed + stuck} item(s) stuck or failed.` };
      return verdict(ok ? 'pass' : 'fail', words, [figure('En échec', 'Failed', failed), figure('Bloqués', 'Stuck', stuck)]);
    },
  };
}

function outboxState(read: Reader, now: number): { failed: number; stuck: number } {
  const count = read.db.selectFrom('outbox').select((eb) => eb.fn.countAll<number>().as('n'));
  const failed = read.get(count.where('state', '=', 'failed'))?.n ?? 0;
  const stuck = read.get(count.where('state', 'in', ['waiting', 'sending']).where('created_at', '<', now - STUCK_MS))?.n ?? 0;
  return { failed, stuck };
}
