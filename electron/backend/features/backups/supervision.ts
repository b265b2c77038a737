import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MINUTE } from '../../../../shared/base/time';
import type { backupsContract } from '../../../../shared/features/backups/contract';
import { lineState, type MonitoredLine, type PolicyLine } from '../../../../shared/features/backups/lines';
import type { Clock } from '../../kit/clock';
import { sha256Hex } from '../../kit/hash';
import type { Ids } from '../../kit/ids';
import { randomToken } from '../../kit/random';
import { Refusal } from '../../store/refusal';
import type { Commands, Reader } from '../../store/types';
import type { Handlers } from '../handlers';

export const proofShape = z.strictObject({ line: z.string().min(1).max(100), at: z.int().min(0) });
export type Proof = z.infer<typeof proofShape>;

export type ProofAnswer = 'taken' | 'UNKNOWN_TOKEN' | 'UNKNOWN_LINE' | 'IN_THE_FUTURE';

/** A clock elsewhere may be a little ahead; a proof from tomorrow would hide a missing one. */
const AHEAD = 5 * MINUTE;

export interface Supervision {
  readonly handlers: Pick<Handlers<typeof backupsContract>, 'lines' | 'tokens' | 'createToken' | 'revokeToken'>;
  lines(now: number): MonitoredLine[];
  /** A proof that came with a token; refused ones are in the journal too. */
  take(token: string, proof: Proof, via: 'terminal' | 'hook'): ProofAnswer;
  /** Takes what the terminal left in the inbox. */
  takeInbox(): void;
}

export interface SupervisionOptions {
  readonly dataDir: string;
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly policy: readonly PolicyLine[];
}

export function createSupervision(options: SupervisionOptions): Supervision {
  const { read, commands, clock, ids, policy } = options;
  const lines = (now: number) => readLines(read, policy, now);
  const take: Supervision['take'] = (token, proof, via) => {
    const holder = tokenHolder(read, token);
    const request = { actor: `hook:${holder ?? 'unknown'}`, action: 'backups.proof', input: proof };
    const word = judge(holder, proof, policy, clock.now());
    if (word !== 'taken' || holder === null) {
      commands.refused(request, word);
      return word;
    }
    commands.run(request, (tx) => {
      tx.subject(proof.line);
      const row = { id: ids(), line: proof.line, at: proof.at, received_at: tx.at, via, token: holder };
      tx.run(tx.db.insertInto('backup_proofs').values(row));
      tx.run(tx.db.updateTable('backup_tokens').set({ last_used_at: tx.at }).where('id', '=', holder));
      tx.fact('backup.proof', proof.line, { at: proof.at });
    });
    return word;
  };
  return {
    lines,
    take,
    takeInbox: () => emptyInbox(options.dataDir, (token, proof) => take(token, proof, 'terminal')),
    handlers: {
      lines: { query: () => ({ rows: lines(clock.now()) }) },
      tokens: { query: () => ({ rows: readTokens(read) }) },
      createToken: {
        command: ({ label }) => {
          const [id, token] = [ids(), randomToken(24)];
          return (tx) => {
            const used = { last_used_at: null, revoked_at: null };
            tx.run(
              tx.db.insertInto('backup_tokens').values({ id, label, token_hash: sha256Hex(token), created_at: tx.at, ...used }),
            );
            tx.subject(id);
            tx.fact('backup.token', id);
            return { id, token };
          };
        },
      },
      revokeToken: {
        command: ({ id }) => {
          return (tx) => {
            const query = tx.db.updateTable('backup_tokens').set({ revoked_at: tx.at });
            if (tx.run(query.where('id', '=', id).where('revoked_at', 'is', null)) === 0) throw new Refusal('UNKNOWN_TOKEN');
            tx.subject(id);
            tx.fact('backup.token', id);
            return {};
          };
        },
      },
    },
  };
}

function judge(holder: string | null, proof: Proof, policy: readonly PolicyLine[], now: number): ProofAnswer {
  if (holder === null) return 'UNKNOWN_TOKEN';
  if (!policy.some(({ id }) => id === proof.line)) return 'UNKNOWN_LINE';
  return proof.at > now + AHEAD ? 'IN_THE_FUTURE' : 'taken';
}

/** Id of the token, null where there is none or it was revoked. Found by its digest: nothing is compared byte by byte. */
export function tokenHolder(read: Reader, token: string): string | null {
  const query = read.db.selectFrom('backup_tokens').select('id').where('token_hash', '=', sha256Hex(token));
  return read.get(query.where('revoked_at', 'is', null))?.id ?? null;
}

function readLines(read: Reader, policy: readonly PolicyLine[], now: number): MonitoredLine[] {
  return policy.map((line) => {
    const newest = read.db.selectFrom('backup_proofs').select(['at', 'via']).where('line', '=', line.id);
    const proof = read.get(newest.orderBy('at', 'desc').limit(1));
    const at = proof?.at ?? null;
    const via = proof === undefined ? null : proof.via === 'hook' ? 'hook' : 'terminal';
    const ageMs = at === null ? null : Math.max(0, now - at);
    return { ...line, lastProofAt: at, lastProofVia: via, ageMs, state: lineState(line, at, now) };
  });
}

function readTokens(read: Reader) {
  const columns = ['id', 'label', 'created_at', 'last_used_at', 'revoked_at'] as const;
  const rows = read.all(read.db.selectFrom('backup_tokens').select(columns).orderBy('created_at', 'desc').limit(200));
  return rows.map(({ created_at, last_used_at, revoked_at, ...rest }) => ({
    ...rest,
    createdAt: created_at,
    lastUsedAt: last_used_at,
    revokedAt: revoked_at,
  }));
}

const left = proofShape.extend({ token: z.string().max(200) });

export const inboxOf = (dataDir: string): string => join(dataDir, 'proof-inbox');

/** A file at a time; one that cannot be read is thrown away, since it proves nothing. */
function emptyInbox(dataDir: string, take: (token: string, proof: Proof) => void): void {
  const inbox = inboxOf(dataDir);
  if (!existsSync(inbox)) mkdirSync(inbox, { mode: 0o700 });
  for (const name of readdirSync(inbox).filter((each) => each.endsWith('.json'))) {
    const path = join(inbox, name);
    const read = left.safeParse(readJson(path));
    if (read.success) take(read.data.token, { line: read.data.line, at: read.data.at });
    rmSync(path, { force: true });
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
