import { z } from 'zod';
import { dataSource } from '../../../../shared/features/market/instrument';
import { type ModelArtifact, modelArtifact } from '../../../../shared/features/models/artifact';
import { type ModelCard, modelCard } from '../../../../shared/features/models/card';
import { type ModelEvent, type ModelRow, modelEvent } from '../../../../shared/features/models/contract';
import type { Closed, Scored } from '../../../../shared/features/models/drift';
import { modelState } from '../../../../shared/features/models/states';
import { isWin } from '../../../../shared/features/signals/rates';
import { resultName } from '../../../../shared/features/signals/signal';
import type { Reader, Reads, Tx } from '../../store/types';

const standing = z
  .object({
    id: z.string(),
    source: dataSource,
    verdict: modelCard.shape.verdict,
    state: modelState,
    state_at: z.int(),
    created_at: z.int(),
    created_by: z.string(),
    expires_at: z.int().nullable(),
  })
  .transform(({ state_at, created_at, created_by, expires_at, ...rest }) => ({
    ...rest,
    stateAt: state_at,
    createdAt: created_at,
    createdBy: created_by,
    expiresAt: expires_at,
  }));
/** A model without its card: what may change, and what it is known by. */
export type Standing = z.infer<typeof standing>;

const COLUMNS = ['id', 'source', 'verdict', 'state', 'state_at', 'created_at', 'created_by', 'expires_at'] as const;

/** As many as a screen shows; older ones are reached by their link. */
const LISTED = 200;

/** Newest first. */
export function listModels(read: Reader, source: string): Standing[] {
  const query = read.db.selectFrom('models').select(COLUMNS).where('source', '=', source);
  return read.all(query.orderBy('created_at', 'desc').orderBy('id').limit(LISTED), standing);
}

/** Those that score now. */
export function workingModels(read: Reader, source: string): Standing[] {
  const query = read.db.selectFrom('models').select(COLUMNS).where('source', '=', source);
  return read.all(query.where('state', 'in', ['shadow', 'active']).orderBy('id'), standing);
}

export function modelById(reads: Reads, db: Reader['db'], id: string): Standing | undefined {
  return reads.get(db.selectFrom('models').select(COLUMNS).where('id', '=', id), standing);
}

export function activeModel(reads: Reads, db: Reader['db'], source: string): Standing | undefined {
  const query = db.selectFrom('models').select(COLUMNS).where('source', '=', source);
  return reads.get(query.where('state', '=', 'active'), standing);
}

export function readArtifact(read: Reader, id: string): ModelArtifact {
  return modelArtifact.parse(JSON.parse(textOf(read, id, 'artifact_json')));
}

export function readCard(read: Reader, id: string): ModelCard {
  return modelCard.parse(JSON.parse(textOf(read, id, 'card_json')));
}

export function textOf(read: Reader, id: string, column: 'artifact_json' | 'card_json'): string {
  const row = read.get(read.db.selectFrom('models').select(column).where('id', '=', id));
  return (row as Record<typeof column, string>)[column];
}

export function insertModel(tx: Tx, model: { artifact: ModelArtifact; card: ModelCard; by: string }): void {
  const { artifact, card, by } = model;
  tx.run(
    tx.db.insertInto('models').values({
      id: artifact.id,
      source: artifact.source,
      artifact_json: JSON.stringify(artifact),
      card_json: JSON.stringify(card),
      verdict: card.verdict,
      state: 'candidate',
      state_at: tx.at,
      created_at: tx.at,
      created_by: by,
      expires_at: null,
    }),
  );
}

export function setState(tx: Tx, id: string, state: Standing['state'], expiresAt: number | null): void {
  tx.run(tx.db.updateTable('models').set({ state, state_at: tx.at, expires_at: expiresAt }).where('id', '=', id));
}

export function addEvent(tx: Tx, model: string, event: Pick<ModelEvent, 'kind' | 'state' | 'reason' | 'values'>): void {
  const { values, ...rest } = event;
  const row = { ...rest, model, at: tx.at, actor: tx.actor, values_json: JSON.stringify(values) };
  tx.run(tx.db.insertInto('model_events').values(row));
}

const eventRow = z
  .object({
    sequence: z.int(),
    at: z.int(),
    actor: z.string(),
    kind: z.string(),
    state: z.string(),
    reason: z.string().nullable(),
    values_json: z.string(),
  })
  .transform(({ values_json, ...rest }) => modelEvent.parse({ ...rest, who: rest.actor, values: JSON.parse(values_json) }));

/** Oldest first. */
export function listEvents(read: Reader, model: string): ModelEvent[] {
  const query = read.db
    .selectFrom('model_events')
    .select(['sequence', 'at', 'actor', 'kind', 'state', 'reason', 'values_json'])
    .where('model', '=', model);
  return read.all(query.orderBy('sequence'), eventRow);
}

/** When it last became a candidate: what it said before a quarantine that was lifted is not held against it again. */
export function candidateSince(read: Reader, model: string): number {
  const query = read.db
    .selectFrom('model_events')
    .select((eb) => eb.fn.max('at').as('at'))
    .where('model', '=', model)
    .where('state', '=', 'candidate');
  return read.get(query)?.at ?? 0;
}

export interface NewScore {
  readonly signal: string;
  readonly model: string;
  readonly role: 'active' | 'shadow';
  readonly probability: number;
  readonly features: readonly number[];
}

export function insertScore(tx: Tx, score: NewScore): void {
  const { signal, features, ...rest } = score;
  const row = { ...rest, signal_id: signal, at: tx.at, features_json: JSON.stringify(features) };
  tx.run(tx.db.insertInto('model_scores').values(row));
}

const scoredRow = z
  .object({ at: z.int(), probability: z.number(), features_json: z.string() })
  .transform(
    ({ features_json, ...rest }): Scored => ({ ...rest, features: z.array(z.number()).parse(JSON.parse(features_json)) }),
  );

/** The latest candidates it scored since then, newest first; `at` is the decision's market time. */
export function latestScores(read: Reader, model: string, since: number, limit: number): Scored[] {
  const query = read.db
    .selectFrom('model_scores')
    .innerJoin('signals', 'signals.id', 'model_scores.signal_id')
    .select(['signals.at as at', 'model_scores.probability', 'model_scores.features_json'])
    .where('model_scores.model', '=', model)
    .where('model_scores.at', '>=', since);
  return read.all(query.orderBy('model_scores.at', 'desc').limit(limit), scoredRow);
}

const closedRow = z
  .object({ probability: z.number(), outcome_result: resultName })
  .transform((row): Closed => ({ probability: row.probability, won: isWin(row.outcome_result) }));

/** The latest that it scored since then and that have closed, cancelled ones aside. */
export function latestClosed(read: Reader, model: string, since: number, limit: number): Closed[] {
  const query = read.db
    .selectFrom('model_scores')
    .innerJoin('signals', 'signals.id', 'model_scores.signal_id')
    .select(['model_scores.probability', 'signals.outcome_result'])
    .where('model_scores.model', '=', model)
    .where('model_scores.at', '>=', since)
    .where('signals.outcome_final', '=', 1)
    .where('signals.outcome_result', '<>', 'CANCELLED');
  return read.all(query.orderBy('model_scores.at', 'desc').limit(limit), closedRow);
}

export function countScores(read: Reader, model: string): { shadow: number; active: number; closed: number } {
  const counts = read.db
    .selectFrom('model_scores')
    .innerJoin('signals', 'signals.id', 'model_scores.signal_id')
    .select((eb) => ['role', eb.fn.countAll<number>().as('n'), eb.fn.sum<number | null>('signals.outcome_final').as('closed')])
    .where('model', '=', model)
    .groupBy('role');
  const rows = read.all(counts);
  const of = (role: string) => rows.find((row) => row.role === role)?.n ?? 0;
  return { shadow: of('shadow'), active: of('active'), closed: rows.reduce((sum, row) => sum + (row.closed ?? 0), 0) };
}

/** A model as the list tells it; the card is immutable, so whoever has it hands it in. */
export function rowOf(model: Standing, card: ModelCard): ModelRow {
  return {
    ...model,
    kind: card.artifact,
    refusedFor: card.refusedFor,
    period: card.period,
    instruments: card.instruments,
    timeframes: card.timeframes,
    n: card.n,
    tested: card.outOfSample.model,
    rate: card.rates.all,
    againstNoEdge: card.againstNoEdge,
  };
}
