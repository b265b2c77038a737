import type { ModelCard } from '../../../../shared/features/models/card';

/** What the table of a model card says, in one language. */
export interface CardWords {
  readonly model: string;
  readonly kinds: Readonly<Record<ModelCard['artifact'], string>>;
  readonly data: string;
  readonly rows: string;
  readonly candidates: string;
  readonly tested: (decided: number, tested: number, folds: number, purged: number) => string;
  readonly measured: string;
  readonly who: Readonly<Record<keyof ModelCard['outOfSample'], string>>;
  readonly against: string;
  readonly below: string;
  readonly stated: string;
  readonly realised: string;
  readonly calibrationError: string;
  readonly through: string;
  readonly noEdge: string;
  readonly importance: string;
  readonly verdict: string;
  readonly accepted: string;
  readonly refused: string;
  readonly reasons: Readonly<Record<ModelCard['refusedFor'][number], string>>;
  readonly instead: string;
}

const en: CardWords = {
  model: 'Model',
  kinds: { trees: 'boosted trees', logistic: 'logistic regression' },
  data: 'Data',
  rows: 'rows',
  candidates: 'Candidates',
  tested: (decided, tested, folds, purged) =>
    `${decided} decided; ${tested} tested in ${folds} folds, each later than its training; ${purged} purged`,
  measured: 'Out of sample',
  who: {
    model: 'model',
    trees: 'trees',
    logistic: 'logistic',
    noEdge: 'no edge',
    baseRate: 'base rate',
    shrunk: 'measured hit rate',
    previous: 'previous model',
  },
  against: 'Log-loss against',
  below: '95 %, by days; below 0 is better',
  stated: 'Stated',
  realised: 'came true',
  calibrationError: 'Calibration error',
  through: 'Above the gate',
  noEdge: 'no edge',
  importance: 'Moved most',
  verdict: 'Verdict',
  accepted: 'ACCEPTED: it beats both the no-edge rate and the base rate out of sample.',
  refused: 'REFUSED: ',
  reasons: {
    'too-few': 'too few tested candidates',
    'no-edge': 'it does not beat the no-edge rate',
    'base-rate': 'it does not beat the plain hit rate',
    calibration: 'its probabilities do not come true',
  },
  instead: 'The measured hit rate stays in force.',
};

const fr: CardWords = {
  model: 'Modèle',
  kinds: { trees: 'arbres boostés', logistic: 'régression logistique' },
  data: 'Données',
  rows: 'lignes',
  candidates: 'Candidats',
  tested: (decided, tested, folds, purged) =>
    `${decided} dénoués ; ${tested} testés en ${folds} plis, chacun après son apprentissage ; ${purged} purgés`,
  measured: 'Hors échantillon',
  who: {
    model: 'modèle',
    trees: 'arbres',
    logistic: 'logistique',
    noEdge: 'sans avantage',
    baseRate: 'taux de base',
    shrunk: 'réussite mesurée',
    previous: 'modèle précédent',
  },
  against: 'Perte log. contre',
  below: '95 %, par jours ; sous 0 c’est mieux',
  stated: 'Annoncé',
  realised: 'réalisé',
  calibrationError: 'Erreur de calibration',
  through: 'Au-dessus du seuil',
  noEdge: 'sans avantage',
  importance: 'Pèsent le plus',
  verdict: 'Verdict',
  accepted: 'ACCEPTÉ : il bat hors échantillon le taux sans avantage et le taux de base.',
  refused: 'REFUSÉ : ',
  reasons: {
    'too-few': 'trop peu de candidats testés',
    'no-edge': 'il ne bat pas le taux sans avantage',
    'base-rate': 'il ne bat pas la réussite simple',
    calibration: 'ses probabilités ne se réalisent pas',
  },
  instead: 'La réussite mesurée reste en vigueur.',
};

export const CARD_WORDS: Readonly<Record<'en' | 'fr', CardWords>> = { en, fr };
