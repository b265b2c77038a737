import { type Verdict, verdict } from '../../checks';

/** The desks that bring a check later, as a screen names them. */
const DESKS: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  model: { fr: 'Modèles', en: 'Models' },
  quality: { fr: 'Qualité', en: 'Quality' },
  leads: { fr: 'Leads', en: 'Leads' },
  finance: { fr: 'Finance', en: 'Finance' },
  support: { fr: 'Support', en: 'Support' },
  incidents: { fr: 'Incidents', en: 'Incidents' },
  operations: { fr: 'Exploitation', en: 'Operations' },
  publication: { fr: 'Publication', en: 'Publication' },
};

/** Why a check cannot run here yet. */
export function cannotYet(desk: string | null): Verdict {
  const name = desk === null ? undefined : DESKS[desk];
  if (name === undefined)
    return verdict('cannot-run', {
      fr: 'Cette vérification n’est pas disponible sur cette console.',
      en: 'This check is not available on this console.',
    });
  return verdict('cannot-run', {
    fr: `La console ne peut pas encore le vérifier : le bureau « ${name.fr} » apportera cette vérification.`,
    en: `The console cannot check this yet: the “${name.en}” desk will bring this check.`,
  });
}

/** A check that broke says nothing of what it was to prove. */
export function wentWrong(): Verdict {
  return verdict('cannot-run', {
    fr: 'La vérification s’est interrompue ; le journal technique en donne la cause.',
    en: 'The check broke off; the technical log tells why.',
  });
}
