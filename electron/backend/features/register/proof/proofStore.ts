import { z } from 'zod';
import type { ProofDay, RegisterIncident } from '../../../../../shared/features/register/contract';
import { type Finding, finding, type ProofRow, proofRow, worstOf } from '../../../../../shared/features/register/proof';
import { sha256Hex } from '../../../kit/hash';
import type { Reader, Reads, Tx } from '../../../store/types';

const more = z.object({ findings: z.array(finding), repaired: proofRow.shape.repaired });

const stored = z
  .object({
    day: z.string(),
    instrument: z.string(),
    at: z.int(),
    state: z.string(),
    until_ts: z.int(),
    signals: z.int(),
    digest: z.string(),
    findings_json: z.string(),
  })
  .transform(({ until_ts, findings_json, ...rest }): ProofRow => {
    return proofRow.parse({ ...rest, until: until_ts, ...more.parse(JSON.parse(findings_json)) });
  });

/** A day proven again replaces its earlier proof; what was an incident stays one until a person closes it. */
export function saveProof(tx: Tx, source: string, { findings, repaired, until, ...row }: ProofRow): void {
  const values = { ...row, source, until_ts: until, findings_json: JSON.stringify({ findings, repaired }) };
  const { day: _, source: __, instrument: ___, ...renewed } = values;
  tx.run(
    tx.db
      .insertInto('register_proofs')
      .values(values)
      .onConflict((conflict) => conflict.columns(['source', 'day', 'instrument']).doUpdateSet(renewed)),
  );
}

/** Newest day first. */
export function proofDays(read: Reader, source: string, limit: number): ProofDay[] {
  const own = read.db.selectFrom('register_proofs').where('source', '=', source);
  const days = read.all(own.select('day').distinct().orderBy('day', 'desc').limit(limit));
  const first = days.at(-1)?.day;
  if (first === undefined) return [];
  const rows = read.all(own.selectAll().where('day', '>=', first).orderBy('instrument'), stored);
  return days.map(({ day }) =>
    dayOf(
      day,
      rows.filter((row) => row.day === day),
    ),
  );
}

function dayOf(day: string, rows: ProofRow[]): ProofDay {
  return {
    day,
    state: worstOf(rows.map(({ state }) => state)),
    at: Math.max(...rows.map(({ at }) => at)),
    signals: rows.reduce((sum, { signals }) => sum + signals, 0),
    digest: sha256Hex(rows.map(({ instrument, digest }) => `${instrument} ${digest}\n`).join('')),
    rows,
  };
}

/** The last day that was proven for every one of these instruments to its end; null where there is none. */
export function lastProvenDay(read: Reader, source: string, instruments: readonly string[]): string | null {
  const query = read.db
    .selectFrom('register_proofs')
    .select(['day', (eb) => eb.fn.countAll<number>().as('n')])
    .where('source', '=', source)
    .where('instrument', 'in', instruments)
    .groupBy('day')
    .having((eb) => eb.fn.countAll(), '>=', instruments.length)
    .orderBy('day', 'desc');
  return read.get(query.limit(1))?.day ?? null;
}

const incidentRow = z
  .object({
    id: z.string(),
    at: z.int(),
    day: z.string(),
    instrument: z.string(),
    signal_id: z.string().nullable(),
    finding_json: z.string(),
    closed_at: z.int().nullable(),
    closed_by: z.string().nullable(),
    closed_reason: z.string().nullable(),
  })
  .transform(
    ({ signal_id, finding_json, closed_at, closed_by, closed_reason, ...rest }): RegisterIncident => ({
      ...rest,
      signalId: signal_id,
      finding: differenceOf(finding.parse(JSON.parse(finding_json))),
      closedAt: closed_at,
      closedBy: closed_by,
      closedReason: closed_reason,
    }),
  );

/** The difference in a line for whoever reads a notice or a list. */
export function differenceOf({ field, sealed, recomputed }: Finding): string {
  return `${field}: ${sealed ?? '–'} ≠ ${recomputed ?? '–'}`;
}

/** Open ones first, newest first. */
export function listIncidents(read: Reader, source: string, limit: number): RegisterIncident[] {
  const own = read.db.selectFrom('register_incidents').selectAll().where('source', '=', source);
  return read.all(
    own
      .orderBy((eb) => eb('closed_at', 'is not', null))
      .orderBy('at', 'desc')
      .limit(limit),
    incidentRow,
  );
}

export function openIncidents(reads: Reads, db: Reader['db'], source: string): number {
  const query = db.selectFrom('register_incidents').select((eb) => eb.fn.countAll<number>().as('n'));
  return reads.get(query.where('closed_at', 'is', null).where('source', '=', source))?.n ?? 0;
}

export interface NewIncident {
  readonly id: string;
  readonly day: string;
  readonly source: string;
  readonly instrument: string;
  readonly finding: Finding;
}

/** False where the same day and instrument has an open one already. */
export function openIncident(tx: Tx, { finding: found, ...incident }: NewIncident): boolean {
  const same = tx.db.selectFrom('register_incidents').select('id').where('closed_at', 'is', null);
  const { source, day, instrument } = incident;
  if (tx.get(same.where('source', '=', source).where('day', '=', day).where('instrument', '=', instrument)) !== undefined)
    return false;
  const row = { ...incident, at: tx.at, signal_id: found.signalId, finding_json: JSON.stringify(found) };
  tx.run(tx.db.insertInto('register_incidents').values({ ...row, closed_at: null, closed_by: null, closed_reason: null }));
  return true;
}

/** False where there is no such open one. */
export function closeIncident(tx: Tx, id: string, reason: string): boolean {
  const close = { closed_at: tx.at, closed_by: tx.actor, closed_reason: reason };
  return tx.run(tx.db.updateTable('register_incidents').set(close).where('id', '=', id).where('closed_at', 'is', null)) === 1;
}
