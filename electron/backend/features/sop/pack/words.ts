import type { RunState, StepState } from '../../../../../shared/features/sop/run';

export type Language = 'fr' | 'en';

interface PageWords {
  readonly title: string;
  readonly facts: {
    readonly version: string;
    readonly run: string;
    readonly due: string;
    readonly started: string;
    readonly ended: string;
    readonly lead: string;
    readonly state: string;
    readonly reason: string;
    readonly subject: string;
  };
  readonly state: Readonly<Record<RunState, string>>;
  readonly step: Readonly<Record<StepState, string>>;
  readonly by: string;
  readonly evidence: string;
  readonly withdrawn: string;
  readonly attested: string;
  readonly note: string;
  readonly late: string;
  readonly timeline: string;
  readonly utc: string;
}

/** The page leaves the console, so its words travel with it rather than with the screens. */
export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
  fr: {
    title: 'Dossier de preuves',
    facts: {
      version: 'Version',
      run: 'Exécution',
      due: 'Échéance',
      started: 'Début',
      ended: 'Fin',
      lead: 'Responsable',
      state: 'Issue',
      reason: 'Motif',
      subject: 'Objet',
    },
    state: {
      open: 'En cours',
      paused: 'En pause',
      done: 'Terminée',
      aborted: 'Abandonnée',
      'rolled-back': 'Retour arrière effectué',
      missed: 'Manquée',
    },
    step: {
      todo: 'À faire',
      waiting: 'En attente',
      done: 'Fait',
      skipped: 'Passée',
      failed: 'Échec',
      'not-applicable': 'Sans objet',
    },
    by: 'par',
    evidence: 'Preuves',
    withdrawn: 'retirée',
    attested: 'Attesté par une personne : la console ne pouvait pas le vérifier',
    note: 'Note',
    late: 'Retard',
    timeline: 'Chronologie',
    utc: 'Heures en UTC.',
  },
  en: {
    title: 'Evidence pack',
    facts: {
      version: 'Version',
      run: 'Run',
      due: 'Due',
      started: 'Started',
      ended: 'Ended',
      lead: 'Lead',
      state: 'Outcome',
      reason: 'Reason',
      subject: 'Subject',
    },
    state: {
      open: 'Running',
      paused: 'Paused',
      done: 'Done',
      aborted: 'Aborted',
      'rolled-back': 'Rolled back',
      missed: 'Missed',
    },
    step: {
      todo: 'To do',
      waiting: 'Waiting',
      done: 'Done',
      skipped: 'Skipped',
      failed: 'Failed',
      'not-applicable': 'Not applicable',
    },
    by: 'by',
    evidence: 'Evidence',
    withdrawn: 'withdrawn',
    attested: 'Attested by a person: the console could not check it',
    note: 'Note',
    late: 'Late',
    timeline: 'Timeline',
    utc: 'Times are UTC.',
  },
};
