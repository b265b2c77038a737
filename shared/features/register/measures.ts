/** How the hashes of an exported register are made, for whoever checks it with a program of their own. */
export const HASHING = {
  fr: 'Empreinte d’une entrée : SHA-256 (hexadécimal minuscule) de l’empreinte précédente suivie du JSON canonique {at, body, kind, refers_to, sequence, signal_id}, body étant le texte tel quel. Sceau d’une décision : de même avec {at, body, sequence, signal_id}. JSON canonique : clés triées par unité de code, aucun blanc, nombres selon RFC 8785. La première entrée nomme 64 zéros. Dernière ligne : SHA-256 de tout ce qui la précède, sauts de ligne compris.',
  en: 'Hash of an entry: SHA-256 (lower-case hex) of the previous hash followed by the canonical JSON {at, body, kind, refers_to, sequence, signal_id}, body being the text as it stands. Seal of a decision: likewise with {at, body, sequence, signal_id}. Canonical JSON: keys sorted by code unit, no white space, numbers as in RFC 8785. The first entry names 64 zeros. Last line: SHA-256 of all that stands before it, line feeds included.',
} as const;

/** What the figures of the entries mean. */
export const MEASURES = {
  entry: {
    fr: 'Entrée : clôture de la bougie évaluée, à son heure de clôture.',
    en: 'Entry: close of the evaluated candle, at its close time.',
  },
  plan: {
    fr: 'Plan : moitié soldée à TP1, stop du reste ramené à l’entrée, reste à TP2 ; échéance après 48 bougies de l’unité de temps. Dans une bougie, le stop passe avant l’objectif.',
    en: 'Plan: half out at TP1, the stop of the rest moved to the entry, the rest to TP2; expiry after 48 candles of the timeframe. Within a candle the stop comes before the target.',
  },
  results: {
    fr: 'Résultats : SL, TP1_BE (TP1 puis retour à l’entrée), TP1_EXPIRED, TP2, EXPIRED, CANCELLED.',
    en: 'Results: SL, TP1_BE (TP1, then back to the entry), TP1_EXPIRED, TP2, EXPIRED, CANCELLED.',
  },
  r: {
    fr: 'r : gain en multiples du risque initial, net de coûts ; rGross : brut.',
    en: 'r: gain in multiples of the initial risk, net of costs; rGross: before costs.',
  },
  win: {
    fr: 'Gain : TP1 atteint avant SL. Taux = gains / (gains + SL + échus sans TP1) ; annulés, rejetés et ouverts n’en sont pas.',
    en: 'Win: TP1 reached before SL. Rate = wins / (wins + SL + expired without TP1); cancelled, rejected and open ones are outside.',
  },
  confidence: {
    fr: 'confidence : probabilité d’un gain telle qu’annoncée ; noEdge : taux sans avantage de la même géométrie.',
    en: 'confidence: probability of a win as stated; noEdge: the rate without any edge for the same geometry.',
  },
  inputs: {
    fr: 'inputs : empreintes de la fenêtre de bougies et des antécédents, prix de référence et son âge, versions du calendrier et du modèle.',
    en: 'inputs: digests of the candle window and of the record, reference price and its age, versions of calendar and model.',
  },
} as const;
