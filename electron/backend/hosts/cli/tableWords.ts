import type { ResultName, RuleName } from '../../../../shared/features/signals/signal';

/** What the table of a replay says, in one language. */
export interface TableWords {
  readonly columns: Readonly<
    Record<
      | 'time'
      | 'event'
      | 'signal'
      | 'entry'
      | 'stop'
      | 'confidence'
      | 'noEdge'
      | 'strategy'
      | 'verdict'
      | 'open'
      | 'high'
      | 'low'
      | 'close'
      | 'volume'
      | 'quality',
      string
    >
  >;
  readonly long: string;
  readonly short: string;
  readonly gap: string;
  readonly missing: (rows: number, timeframe: string) => string;
  readonly validated: string;
  readonly quarantined: string;
  readonly rules: Readonly<Record<RuleName, string>>;
  readonly results: Readonly<Record<ResultName, string>>;
  readonly net: string;
  readonly gross: string;
  readonly summary: Readonly<
    Record<
      | 'candles'
      | 'gaps'
      | 'speed'
      | 'signals'
      | 'closed'
      | 'open'
      | 'wins'
      | 'losses'
      | 'rate'
      | 'edge'
      | 'expectancy'
      | 'digest',
      string
    >
  >;
  readonly noRate: string;
  readonly proven: string;
  readonly unproven: string;
  readonly fewSignals: string;
}

const en: TableWords = {
  columns: {
    time: 'Time (UTC)',
    event: 'Event',
    signal: 'Signal',
    entry: 'Entry',
    stop: 'Stop',
    confidence: 'Conf.',
    noEdge: 'No edge',
    strategy: 'Strategy',
    verdict: 'Verdict',
    open: 'Open',
    high: 'High',
    low: 'Low',
    close: 'Close',
    volume: 'Volume',
    quality: 'Quality',
  },
  long: 'LONG',
  short: 'SHORT',
  gap: 'GAP',
  missing: (rows, timeframe) => `${rows} × ${timeframe} missing`,
  validated: 'validated',
  quarantined: 'quarantined',
  rules: {
    price: 'price',
    risk_reward: 'R:R',
    stop_distance: 'stop distance',
    confidence: 'confidence',
    opposite: 'opposite signal',
    volume: 'volume',
    calendar: 'calendar',
  },
  results: {
    TP1: 'half taken out, stop moved to the entry',
    TP1_BE: 'rest closed at the entry',
    TP1_EXPIRED: 'rest closed at the expiry',
    TP2: 'second target reached',
    SL: 'stopped',
    EXPIRED: 'expired before any level',
    CANCELLED: 'cancelled',
  },
  net: 'net',
  gross: 'gross',
  summary: {
    candles: 'Rows',
    gaps: 'gaps',
    speed: 'candles/s',
    signals: 'Signals',
    closed: 'Closed',
    open: 'open',
    wins: 'wins',
    losses: 'losses',
    rate: 'Win rate',
    edge: 'Edge',
    expectancy: 'Expectancy',
    digest: 'Digest',
  },
  noRate: 'no closed signal yet',
  proven: 'above the no-edge rate at 95 %',
  unproven: 'no edge proven',
  fewSignals: 'insufficient sample',
};

const fr: TableWords = {
  columns: {
    time: 'Heure (UTC)',
    event: 'Fait',
    signal: 'Signal',
    entry: 'Entrée',
    stop: 'Stop',
    confidence: 'Conf.',
    noEdge: 'Sans av.',
    strategy: 'Stratégie',
    verdict: 'Verdict',
    open: 'Ouverture',
    high: 'Haut',
    low: 'Bas',
    close: 'Clôture',
    volume: 'Volume',
    quality: 'Qualité',
  },
  long: 'ACHAT',
  short: 'VENTE',
  gap: 'TROU',
  missing: (rows, timeframe) => `${rows} × ${timeframe} manquantes`,
  validated: 'validé',
  quarantined: 'en quarantaine',
  rules: {
    price: 'prix',
    risk_reward: 'R:R',
    stop_distance: 'distance du stop',
    confidence: 'confiance',
    opposite: 'signal opposé',
    volume: 'volume',
    calendar: 'calendrier',
  },
  results: {
    TP1: 'moitié sortie, stop ramené à l’entrée',
    TP1_BE: 'reste clos à l’entrée',
    TP1_EXPIRED: 'reste clos à l’échéance',
    TP2: 'second objectif atteint',
    SL: 'stop touché',
    EXPIRED: 'échu avant tout niveau',
    CANCELLED: 'annulé',
  },
  net: 'net',
  gross: 'brut',
  summary: {
    candles: 'Lignes',
    gaps: 'trous',
    speed: 'bougies/s',
    signals: 'Signaux',
    closed: 'Clos',
    open: 'ouverts',
    wins: 'gagnés',
    losses: 'perdus',
    rate: 'Réussite',
    edge: 'Avantage',
    expectancy: 'Espérance',
    digest: 'Empreinte',
  },
  noRate: 'aucun signal clos',
  proven: 'au-dessus du taux sans avantage à 95 %',
  unproven: 'aucun avantage prouvé',
  fewSignals: 'échantillon insuffisant',
};

export const TABLE_WORDS: Readonly<Record<'en' | 'fr', TableWords>> = { en, fr };
