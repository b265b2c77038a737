import type { Generated } from 'kysely';

/** Tables of the models feature; conventions as in `schema.ts`. */
export interface ModelsTable {
  id: string;
  source: string;
  artifact_json: string;
  card_json: string;
  /** Of the card: accepted or refused. */
  verdict: string;
  state: string;
  state_at: number;
  created_at: number;
  created_by: string;
  /** Null before the first promotion. */
  expires_at: number | null;
}

export interface ModelEventsTable {
  sequence: Generated<number>;
  model: string;
  at: number;
  actor: string;
  kind: string;
  /** The state afterwards. */
  state: string;
  reason: string | null;
  values_json: string;
}

export interface ModelScoresTable {
  signal_id: string;
  model: string;
  at: number;
  role: string;
  probability: number;
  /** The values that were asked about, in the order of the model's features. */
  features_json: string;
}

export interface ModelTables {
  models: ModelsTable;
  model_events: ModelEventsTable;
  model_scores: ModelScoresTable;
}
