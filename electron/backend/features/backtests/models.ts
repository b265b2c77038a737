import { z } from 'zod';
import type { ModelChoice } from '../../../../shared/features/backtests/contract';
import { modelCard } from '../../../../shared/features/models/card';
import type { Reader } from '../../store/types';

const LISTED = 50;

const choice = z
  .object({ id: z.string(), state: z.string(), card_json: z.string() })
  .transform(({ id, state, card_json }): ModelChoice => {
    const { trainedAt, period } = modelCard.pick({ trainedAt: true, period: true }).parse(JSON.parse(card_json));
    return { id, state, trainedAt, from: period.from, to: period.to };
  });

/** Models that were trained on this source, newest first, refused ones included: what they would have done is worth knowing. */
export function modelChoices(read: Reader, source: string): ModelChoice[] {
  const query = read.db
    .selectFrom('models')
    .select(['id', 'state', 'card_json'])
    .where('source', '=', source)
    .orderBy('created_at', 'desc')
    .limit(LISTED);
  return read.all(query, choice);
}

/** The file of a model as it is stored; null where there is none of that id and source. */
export function artifactOf(read: Reader, source: string, id: string): unknown {
  const query = read.db.selectFrom('models').select('artifact_json').where('id', '=', id).where('source', '=', source);
  const row = read.get(query);
  return row === undefined ? null : (JSON.parse(row.artifact_json) as unknown);
}
