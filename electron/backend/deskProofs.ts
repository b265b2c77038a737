import { DAY } from '../../shared/base/time';
import { dayOf } from '../../shared/base/zonedDay';
import type { DirectoryRow } from '../../shared/features/directory/contract';
import type { CaseKind, LineKind } from '../../shared/features/people/contract';
import type { AccessActs } from './features/access/acts';
import { inactiveOperators, keyAges, rightsListed, twoFactorState } from './features/access/checks';
import type { OperatorDirectory } from './features/access/directory';
import { ranOutSince } from './features/approvals/store';
import type { BackupsService } from './features/backups/service';
import { type ActContext, type Acts, type Checks, figure, verdict } from './features/checks';
import type { RegisterPort } from './features/people/ports';
import { reviewDone } from './features/people/service';
import { Refusal } from './store/refusal';
import type { Reader } from './store/types';

const INACTIVE_DAYS = 90;
const OLD_KEY_DAYS = 365;
const PARIS = 'Europe/Paris';

const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name).join(', ') || '–';

/** What the access desk can prove to a procedure. */
export function accessChecks(read: Reader): Checks {
  return {
    'access.two-factor': () => {
      const { due, missing } = twoFactorState(read);
      const words =
        missing.length === 0
          ? { fr: 'Tous ceux qui en ont besoin ont un second facteur.', en: 'Everybody who needs a second factor has one.' }
          : { fr: `Sans second facteur : ${names(missing)}.`, en: `Without a second factor: ${names(missing)}.` };
      return verdict(missing.length === 0 ? 'pass' : 'fail', words, [figure('Comptes concernés', 'Accounts concerned', due)]);
    },
    'access.inactive': ({ params, now }) => {
      const days = Number(params.days ?? INACTIVE_DAYS);
      const found = inactiveOperators(read, now, days);
      const words =
        found.length === 0
          ? { fr: `Aucun compte inactif depuis ${days} jours.`, en: `No account has been idle for ${days} days.` }
          : { fr: `Inactifs depuis ${days} jours : ${names(found)}.`, en: `Idle for ${days} days: ${names(found)}.` };
      return verdict(found.length === 0 ? 'pass' : 'fail', words, [figure('Comptes', 'Accounts', found.length)]);
    },
    'access.rights-listed': () => {
      const rows = rightsListed(read);
      const words = { fr: `Droits relevés de ${rows.length} comptes.`, en: `Rights of ${rows.length} accounts listed.` };
      return verdict(
        'pass',
        words,
        rows.map((row) => ({
          label: { fr: row.name, en: row.name },
          value: `${row.level} · ${row.roles.join(', ')} · ${row.state}`,
        })),
      );
    },
    'access.key-ages': ({ now }) => {
      const rows = keyAges(read, now);
      const old = rows.filter((row) => Math.max(row.passwordDays ?? 0, row.secondFactorDays ?? 0) > OLD_KEY_DAYS);
      const words =
        old.length === 0
          ? { fr: `Aucune clé de plus de ${OLD_KEY_DAYS} jours.`, en: `No key is older than ${OLD_KEY_DAYS} days.` }
          : {
              fr: `Clés de plus de ${OLD_KEY_DAYS} jours : ${names(old)}.`,
              en: `Keys older than ${OLD_KEY_DAYS} days: ${names(old)}.`,
            };
      const aged = rows.map((row) => figure(row.name, row.name, `${row.passwordDays ?? '–'} / ${row.secondFactorDays ?? '–'}`));
      return verdict(old.length === 0 ? 'pass' : 'fail', words, aged);
    },
    'access.review-done': ({ now }) => {
      const review = reviewDone(read, now, PARIS);
      const words = review.done
        ? { fr: 'La revue trimestrielle est signée.', en: 'The quarterly review is signed.' }
        : { fr: 'La revue trimestrielle n’est pas signée.', en: 'The quarterly review is not signed.' };
      return verdict(review.done ? 'pass' : 'fail', words, []);
    },
  };
}

const UNANSWERED_DAYS = 7;

/** Nobody was left without an answer: no request of the last week ran out. */
export function approvalChecks(read: Reader): Checks {
  return {
    'approvals.none-overdue': ({ now }) => {
      const out = ranOutSince(read, read.db, now - UNANSWERED_DAYS * DAY);
      const words =
        out === 0
          ? { fr: 'Chaque demande de la semaine a eu sa réponse.', en: 'Every request of the week had its answer.' }
          : { fr: `${out} demandes ont expiré sans réponse.`, en: `${out} requests ran out unanswered.` };
      return verdict(out === 0 ? 'pass' : 'fail', words, [figure('Expirées sur 7 jours', 'Run out in 7 days', out)]);
    },
  };
}

/** What the backups prove: only a point that was restored on trial and compared counts. */
export function backupChecks(backups: BackupsService): Checks {
  const stamp = (at: number | null) => (at === null ? '–' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`);
  const verified: Checks['backup.verified'] = ({ now }) => {
    const { lastVerifiedAt, point } = backups.verifiedState(now);
    const words =
      point === null
        ? { fr: 'Aucune sauvegarde n’a encore été restaurée et comparée.', en: 'No backup has been restored and compared yet.' }
        : { fr: 'La dernière sauvegarde a été restaurée et comparée.', en: 'The last backup was restored and compared.' };
    return verdict(point === null ? 'fail' : 'pass', words, [figure('Point', 'Point', stamp(lastVerifiedAt))]);
  };
  return {
    'backup.verified': verified,
    'backup.compared': verified,
    'backup.rpo': ({ now }) => {
      const rpo = backups.rpoState(now);
      const minutes = `${Math.round(rpo.exposedMs / 60_000)} min`;
      const ok = rpo.state !== 'breach' && rpo.lastVerifiedAt !== null;
      const words = ok
        ? { fr: 'La perte possible reste sous une heure.', en: 'The possible loss stays under an hour.' }
        : {
            fr: 'La perte possible dépasse une heure, ou rien n’est sauvegardé.',
            en: 'The possible loss exceeds an hour, or nothing is backed up.',
          };
      return verdict(ok ? 'pass' : 'fail', words, [figure('RPO', 'RPO', minutes)]);
    },
    'backup.policy-lines': ({ now }) => {
      const lines = backups.supervision.lines(now);
      const late = lines.filter((line) => line.state !== 'ok');
      const words =
        late.length === 0
          ? { fr: 'Chaque ligne de la politique a sa preuve récente.', en: 'Every line of the policy has its recent proof.' }
          : { fr: `${late.length} lignes sans preuve récente.`, en: `${late.length} lines without a recent proof.` };
      return verdict(
        late.length === 0 ? 'pass' : 'fail',
        words,
        late.map((line) => ({ label: { fr: line.id, en: line.id }, value: line.state })),
      );
    },
  };
}

export function directoryChecks(rows: () => readonly DirectoryRow[]): Checks {
  return {
    'directory.complete': () => {
      const open = rows().filter((row) => row.incomplete);
      const said = (language: 'fr' | 'en') => open.map(({ entry }) => entry.title[language]).join(', ');
      const words =
        open.length === 0
          ? { fr: 'Chaque contact peut être joint.', en: 'Every contact can be reached.' }
          : { fr: `À compléter : ${said('fr')}.`, en: `To complete: ${said('en')}.` };
      return verdict(open.length === 0 ? 'pass' : 'fail', words, [
        figure('Contacts à compléter', 'Contacts to complete', open.length),
      ]);
    },
  };
}

/** What a step may do with an account: the one that its run is about, or the one that was typed for it. */
export function accessActsOf(operators: OperatorDirectory, acts: AccessActs): Acts {
  const target = ({ subject, given }: ActContext) => {
    const said = (given.subject ?? subject ?? '').trim().toLowerCase();
    const found = operators.all().find((one) => [one.id, one.name, one.email].some((name) => name.toLowerCase() === said));
    if (found === undefined) throw new Refusal('ACT_FAILED', { code: 'UNKNOWN_OPERATOR' });
    return found;
  };
  const why = ({ title, given }: ActContext) => given.text ?? title.fr;
  return {
    // The invitation itself is made on its own screen, by whoever may: here the console proves that it was.
    'access.invite': {
      run(_, context) {
        const { id, state, roles, level } = target(context);
        if (state !== 'invited' && state !== 'active') throw new Refusal('ACT_FAILED', { code: 'NOT_INVITED' });
        return { operator: id, state, roles: [...roles], level };
      },
    },
    'access.disable': {
      run(tx, context) {
        const { id } = target(context);
        acts.disable(tx, id, why(context));
        return { operator: id };
      },
    },
    'access.cut-sessions': {
      run(tx, context) {
        const { id } = target(context);
        return { operator: id, ended: acts.cutSessions(tx, id) };
      },
    },
    'access.archive': {
      run(tx, context) {
        const { id } = target(context);
        acts.archive(tx, id, why(context));
        return { operator: id };
      },
    },
  };
}

const LINES: Readonly<Record<string, { readonly kind: LineKind; readonly of: CaseKind }>> = {
  training: { kind: 'training', of: 'joiner' },
  charter: { kind: 'charter', of: 'joiner' },
  equipment: { kind: 'equipment', of: 'leaver' },
  'cloud-access': { kind: 'cloud', of: 'leaver' },
};

/** Adds to the register of what lies outside the console, for the person that the run is about. */
export function registerActs(register: RegisterPort, operators: OperatorDirectory): Acts {
  return {
    'register.add': {
      run(tx, { params, subject, given, title, now }) {
        const name = (given.subject ?? subject ?? '').trim();
        if (name === '') throw new Refusal('ACT_FAILED', { code: 'UNKNOWN_OPERATOR' });
        const line = LINES[String(params.kind)] ?? { kind: 'other' as const, of: 'joiner' as const };
        const known = operators.all().find((one) => [one.id, one.name, one.email].includes(name));
        const day = dayOf(now, PARIS);
        return register.addLine(tx, {
          target: { kind: line.of, name: known?.name ?? name, operatorId: known?.id ?? null, day },
          line: { kind: line.kind, label: title.fr, dueDay: day, proof: given.text ?? null },
        });
      },
    },
  };
}

export function backupActs(backups: BackupsService): Acts {
  const job = (start: () => Promise<Readonly<Record<string, string | number>>>) => ({
    async prepare() {
      try {
        return await start();
      } catch (error) {
        throw new Refusal('ACT_FAILED', { code: error instanceof Refusal ? error.code : 'FAILED' });
      }
    },
    run: (_: unknown, __: ActContext, prepared: unknown) => prepared as Readonly<Record<string, string | number>>,
  });
  return {
    'backup.create': job(() => backups.acts.create()),
    'backup.verify': job(() => backups.acts.verify()),
    'backup.drill': job(() => backups.acts.drill()),
  };
}
