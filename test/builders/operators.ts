import { argon2id } from 'hash-wasm';
import { Secret, TOTP } from 'otpauth';
import { putPassword } from '../../electron/backend/features/access/credentials';
import { insertOperator, operatorById, updateOperator } from '../../electron/backend/features/access/operators';
import { insertSession } from '../../electron/backend/features/access/store';
import { systemClock } from '../../electron/backend/kit/clock';
import { sha256Hex } from '../../electron/backend/kit/hash';
import { systemIds } from '../../electron/backend/kit/ids';
import { createLog } from '../../electron/backend/kit/log';
import { randomToken } from '../../electron/backend/kit/random';
import { openStore } from '../../electron/backend/store/open';
import type { Store } from '../../electron/backend/store/store';
import type { Tx } from '../../electron/backend/store/types';
import { FIRST_RIGHTS } from '../../shared/features/access/matrix';
import type { Operator } from '../../shared/features/access/operator';

export const PASSWORD = 'quatre chevaux mangent du foin';
export const DEVICE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SESSION_LIFE = 12 * 3_600_000;
const ids = systemIds(systemClock());

type Writing = Pick<Store, 'commands' | 'read'>;

/** The six figures that the device of such an operator shows at a moment. */
export function codeAt(at: number, secret = DEVICE): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });
}

/** The cheapest hash there is: it carries its parameters, so that the console takes it like any other. */
function cheapHash(password: string): Promise<string> {
  const cost = { parallelism: 1, iterations: 1, memorySize: 8, hashLength: 32, outputType: 'encoded' as const };
  return argon2id({ password, salt: new Uint8Array(16), ...cost });
}

export type OperatorGiven = Partial<
  Pick<Operator, 'id' | 'name' | 'email' | 'language' | 'timeZone' | 'team' | 'roles' | 'level' | 'tier' | 'state'>
> & {
  /** False for one that has no device yet; `DEVICE` otherwise. */
  readonly secondFactor?: boolean;
};

/** An active operator with `PASSWORD`, an analyst of level 2 unless said otherwise. */
export async function anOperator({ commands }: Writing, given: OperatorGiven = {}): Promise<string> {
  const { secondFactor = true, ...rest } = given;
  const id = rest.id ?? ids();
  const phc = await cheapHash(PASSWORD);
  return commands.run({ actor: 'system:test', action: 'test.anOperator', input: null }, (tx) => {
    const usual = { name: `Opérateur ${id.slice(-4)}`, email: `${id}@sirrius.example`, language: 'fr' as const };
    const place = { timeZone: 'Europe/Paris', team: 'Signaux', roles: ['analyst' as const], level: 2 as const, tier: 0 as const };
    insertOperator(tx, { ...usual, ...place, state: 'active', ...rest, id });
    putPassword(tx, id, phc);
    if (secondFactor) putDevice(tx, id);
    updateOperator(tx, id, {});
    return id;
  });
}

function putDevice(tx: Tx, operator: string): void {
  const device = { operator, secret: DEVICE, at: tx.at, last_step: 0, pending_secret: null };
  tx.run(tx.db.insertInto('operator_factors').values(device));
}

export interface Seat {
  readonly sessionId: string;
  /** What a browser shows the host to be let in. */
  readonly secret: string;
}

/** A browser session, or the one of the desktop's windows, in which this operator is signed in. */
export function aSeat({ commands }: Writing, operator: string, steppedUpForMs = 0, host: 'desktop' | 'web' = 'web'): Seat {
  const [sessionId, secret] = [ids(), randomToken(32)];
  commands.run({ actor: 'system:test', action: 'test.aSeat', input: null }, (tx) => {
    const times = { createdAt: tx.at, expiresAt: tx.at + SESSION_LIFE, lastSeenAt: tx.at };
    const signedIn = { operator, lockedAt: null, steppedUpUntil: steppedUpForMs === 0 ? 0 : tx.at + steppedUpForMs };
    insertSession(tx, { ...times, ...signedIn, id: sessionId, family: sessionId, label: 'test', host }, sha256Hex(secret));
    tx.fact('session.changed', sessionId);
  });
  return { sessionId, secret };
}

/** The first operator, made where there is none yet, signed in at a browser session of its own. */
export async function ownerSignedIn(store: Writing, steppedUpForMs = 0, host: 'desktop' | 'web' = 'web'): Promise<Seat> {
  if (operatorById(store.read, 'owner') === undefined) {
    await anOperator(store, { ...FIRST_RIGHTS, id: 'owner', name: 'Camille Durand', email: 'camille.durand@sirrius.example' });
  }
  return aSeat(store, 'owner', steppedUpForMs, host);
}

/** The same in a data directory that nobody has open; returns the secret of the session. */
export async function signOwnerIn(dataDir: string, host: 'desktop' | 'web' = 'web'): Promise<string> {
  const store = await openStore({ dataDir, clock: systemClock(), log: createLog({ level: 'silent' }) });
  try {
    return (await ownerSignedIn(store, 0, host)).secret;
  } finally {
    store.close();
  }
}
