import { Secret, TOTP } from 'otpauth';
import { sha256Hex } from '../../kit/hash';
import { randomBytes } from '../../kit/random';
import type { Reader, Tx } from '../../store/types';

/** Periods of 30 s before and after the present one whose code is taken too: clocks of telephones go wrong by that much. */
const WINDOW = 1;
const PERIOD_S = 30;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** Without letters that are read as figures: 80 bits in four groups. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 16;

/** A code that a person copies by hand, such as `K7QF-…`. */
export function handCode(): string {
  const letters = Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return letters.match(/.{4}/g)?.join('-') ?? letters;
}

/** What is stored of such a code; however it was typed. */
export function handCodeHash(code: string): string {
  return sha256Hex(code.toUpperCase().replace(/[^A-Z0-9]/g, ''));
}

export function passwordOf(read: Reader, operator: string): string | undefined {
  return read.get(read.db.selectFrom('operator_passwords').select('phc').where('operator', '=', operator))?.phc;
}

export function putPassword(tx: Tx, operator: string, phc: string): void {
  tx.run(
    tx.db
      .insertInto('operator_passwords')
      .values({ operator, phc, at: tx.at })
      .onConflict((same) => same.column('operator').doUpdateSet({ phc, at: tx.at })),
  );
}

function totp(secret: string): TOTP {
  return new TOTP({ issuer: 'Sirrius Console', secret: Secret.fromBase32(secret), period: PERIOD_S });
}

/** Begins a factor that is in force once a code of it was given. */
export function beginFactor(tx: Tx, operator: string, email: string): { secret: string; uri: string } {
  const bytes = Uint8Array.from(randomBytes(SECRET_BYTES));
  const secret = new Secret({ buffer: bytes.buffer }).base32;
  tx.run(
    tx.db
      .insertInto('operator_factors')
      .values({ operator, secret: null, at: null, last_step: 0, pending_secret: secret })
      .onConflict((same) => same.column('operator').doUpdateSet({ pending_secret: secret })),
  );
  const device = totp(secret);
  device.label = email;
  return { secret, uri: device.toString() };
}

/** The 30-second step whose code this is, or null. */
export function stepOf(secret: string, code: string, now: number): number | null {
  const delta = totp(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_S) + delta;
}

export type Confirmed = 'ok' | 'NOT_BEGUN' | 'WRONG_CODE';

export function confirmFactor(tx: Tx, operator: string, code: string): Confirmed {
  const begun = tx.get(tx.db.selectFrom('operator_factors').select('pending_secret').where('operator', '=', operator));
  const secret = begun?.pending_secret ?? null;
  if (secret === null) return 'NOT_BEGUN';
  const step = stepOf(secret, code, tx.at);
  if (step === null) return 'WRONG_CODE';
  const change = { secret, at: tx.at, last_step: step, pending_secret: null };
  tx.run(tx.db.updateTable('operator_factors').set(change).where('operator', '=', operator));
  return 'ok';
}

/** Takes a code of the device, each once, or a recovery code, each once. */
export function takeCode(tx: Tx, operator: string, code: string): boolean {
  return /^\d{6}$/.test(code) ? takeDeviceCode(tx, operator, code) : takeRecoveryCode(tx, operator, code);
}

function takeDeviceCode(tx: Tx, operator: string, code: string): boolean {
  const factor = tx.get(tx.db.selectFrom('operator_factors').select(['secret', 'last_step']).where('operator', '=', operator));
  if (factor === undefined || factor.secret === null) return false;
  const step = stepOf(factor.secret, code, tx.at);
  if (step === null || step <= factor.last_step) return false;
  tx.run(tx.db.updateTable('operator_factors').set({ last_step: step }).where('operator', '=', operator));
  return true;
}

/** Also asked for by a restore: the owner's recovery code stands in for a device that is lost with the machine. */
export function takeRecoveryCode(tx: Tx, operator: string, code: string): boolean {
  const mine = tx.db
    .updateTable('recovery_codes')
    .set({ used_at: tx.at })
    .where('hash', '=', handCodeHash(code))
    .where('operator', '=', operator)
    .where('used_at', 'is', null);
  return tx.run(mine) > 0;
}

/** Whom an unused recovery code belongs to; null where it fits nobody. Uses nothing up: the restored database is read only. */
export function recoveryHolder(read: Reader, code: string): string | null {
  const codes = read.db.selectFrom('recovery_codes').select('operator').where('hash', '=', handCodeHash(code));
  return read.get(codes.where('used_at', 'is', null))?.operator ?? null;
}

/** Ten new ones; the old are void. */
export function renewRecoveryCodes(tx: Tx, operator: string): string[] {
  tx.run(tx.db.deleteFrom('recovery_codes').where('operator', '=', operator));
  const codes = Array.from({ length: RECOVERY_CODES }, handCode);
  const rows = codes.map((code) => ({ hash: handCodeHash(code), operator, created_at: tx.at, used_at: null }));
  tx.run(tx.db.insertInto('recovery_codes').values(rows));
  return codes;
}

export function dropFactor(tx: Tx, operator: string): void {
  tx.run(tx.db.deleteFrom('operator_factors').where('operator', '=', operator));
  tx.run(tx.db.deleteFrom('recovery_codes').where('operator', '=', operator));
}
