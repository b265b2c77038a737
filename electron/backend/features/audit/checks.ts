import { nextTurn } from '../../kit/turn';
import { type Check, type Checks, figure, verdict } from '../checks';
import type { ChainProgress } from './service';

export interface AuditChecksOptions {
  readonly audit: () => Iterable<ChainProgress>;
  readonly seals: () => Iterable<ChainProgress>;
}

/** Walks the chains from their first row, other work in between. */
export function auditChecks({ audit, seals }: AuditChecksOptions): Checks {
  return {
    'audit.chain': chain(audit, { fr: 'Le journal', en: 'The journal' }),
    'seals.chain': chain(seals, { fr: 'La chaîne des sceaux', en: 'The chain of seals' }),
  };
}

function chain(walk: () => Iterable<ChainProgress>, name: { readonly fr: string; readonly en: string }): Check {
  return async () => {
    let checked = 0;
    for (const { checked: rows, broken } of walk()) {
      checked = rows;
      if (broken !== null)
        return verdict(
          'fail',
          {
            fr: `${name.fr} est rompu(e) à la ligne ${broken.sequence}.`,
            en: `${name.en} is broken at row ${broken.sequence}.`,
          },
          [figure('Ligne rompue', 'Broken row', broken.sequence), figure('Cause', 'Cause', broken.reason)],
        );
      await nextTurn();
    }
    const words = { fr: `${name.fr} tient sur ${checked} lignes.`, en: `${name.en} holds over ${checked} rows.` };
    return verdict('pass', words, [figure('Lignes vérifiées', 'Rows checked', checked)]);
  };
}
