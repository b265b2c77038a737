import { z } from 'zod';
import { secondFactorDue } from '../../../../shared/features/access/matrix';
import { accessLevel, language, type Operator, role, supportTier } from '../../../../shared/features/access/operator';
import type { OperatorsTable } from '../../store/tables/access';
import type { Reader, Tx } from '../../store/types';

const row = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    language,
    time_zone: z.string(),
    team: z.string(),
    roles_json: z.string().transform((text) => z.array(role).parse(JSON.parse(text))),
    level: accessLevel,
    tier: supportTier,
    state: z.enum(['invited', 'active', 'disabled', 'archived']),
    created_at: z.int(),
    last_seen_at: z.int().nullable(),
    password_at: z.int().nullable(),
    factor_at: z.int().nullable(),
    expires_at: z.int().nullable(),
  })
  .transform((stored): Operator => {
    const rights = { roles: stored.roles_json, level: stored.level, tier: stored.tier };
    return {
      ...rights,
      id: stored.id,
      name: stored.name,
      email: stored.email,
      language: stored.language,
      timeZone: stored.time_zone,
      team: stored.team,
      state: stored.state,
      secondFactor: stored.factor_at !== null,
      secondFactorDue: secondFactorDue(rights),
      createdAt: stored.created_at,
      lastSeenAt: stored.last_seen_at,
      passwordAt: stored.password_at,
      secondFactorAt: stored.factor_at,
      invitationExpiresAt: stored.expires_at,
    };
  });

const view = (read: Reader) =>
  read.db
    .selectFrom('operators')
    .leftJoin('operator_passwords', 'operator_passwords.operator', 'operators.id')
    .leftJoin('operator_factors', 'operator_factors.operator', 'operators.id')
    .leftJoin('invitations', 'invitations.operator', 'operators.id')
    .selectAll('operators')
    .select(['operator_passwords.at as password_at', 'operator_factors.at as factor_at', 'invitations.expires_at']);

/** A command reads what it has itself written; the queries are the same. */
export function within(tx: Tx): Reader {
  return tx as unknown as Reader;
}

export function allOperators(read: Reader): Operator[] {
  return read.all(view(read).orderBy('operators.name'), row);
}

export function operatorById(read: Reader, id: string): Operator | undefined {
  return read.get(view(read).where('operators.id', '=', id), row);
}

export function operatorByEmail(read: Reader, email: string): Operator | undefined {
  return read.get(view(read).where('operators.email', '=', email.trim()), row);
}

export function operatorByInvitation(read: Reader, codeHash: string): Operator | undefined {
  return read.get(view(read).where('invitations.code_hash', '=', codeHash), row);
}

export function anyOperator(read: Reader): boolean {
  return read.get(read.db.selectFrom('operators').select('id').limit(1)) !== undefined;
}

export type NewOperator = Pick<
  Operator,
  'id' | 'name' | 'email' | 'language' | 'timeZone' | 'team' | 'roles' | 'level' | 'tier' | 'state'
>;

export function insertOperator(tx: Tx, given: NewOperator): void {
  const { timeZone, roles, ...same } = given;
  const columns = { time_zone: timeZone, roles_json: JSON.stringify(roles), created_at: tx.at, last_seen_at: null };
  tx.run(tx.db.insertInto('operators').values({ ...same, ...columns }));
}

export function updateOperator(tx: Tx, id: string, change: Partial<OperatorsTable>): void {
  if (Object.keys(change).length > 0) tx.run(tx.db.updateTable('operators').set(change).where('id', '=', id));
  tx.fact('operator.changed', id);
}

export function putInvitation(tx: Tx, operator: string, codeHash: string, expiresAt: number): void {
  const fresh = { code_hash: codeHash, created_at: tx.at, expires_at: expiresAt };
  tx.run(
    tx.db
      .insertInto('invitations')
      .values({ operator, ...fresh })
      .onConflict((same) => same.column('operator').doUpdateSet(fresh)),
  );
}

export function dropInvitation(tx: Tx, operator: string): void {
  tx.run(tx.db.deleteFrom('invitations').where('operator', '=', operator));
}
