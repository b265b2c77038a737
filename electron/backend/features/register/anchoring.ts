import { appendFileSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { DAY, HOUR } from '../../../../shared/base/time';
import { type AnchorSettings, anchorSettings } from '../../../../shared/features/register/contract';
import type { Clock } from '../../kit/clock';
import type { HttpPost } from '../../kit/net';
import { type Anchor, anchorPath, restoresAfter, trimAnchors } from '../../store/anchor';
import { GENESIS } from '../../store/chain';
import { NotSent } from '../../store/notSent';
import { Refusal } from '../../store/refusal';
import type { Commands, Executor, Reader, Tx } from '../../store/types';

export interface AnchoringOptions {
  readonly dataDir: string;
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly post: HttpPost;
  readonly simulated: boolean;
}

export const ANCHOR_FILE = 'sirrius-anchors.ndjson';
export const ANCHOR_EFFECT = 'register.anchor';
const ACTOR = 'system:register';
const SETTINGS = 'register.anchors';
const TRY_AGAIN = HOUR;
const POST_WITHIN = 15_000;

export function readAnchorSettings(read: Reader): AnchorSettings {
  const stored = read.get(read.db.selectFrom('settings').select('value_json').where('key', '=', SETTINGS));
  return stored === undefined ? { folder: null, webhook: null } : anchorSettings.parse(JSON.parse(stored.value_json));
}

export function writeAnchorSettings(tx: Tx, value: AnchorSettings): void {
  const stored = { value_json: JSON.stringify(value), updated_at: tx.at };
  tx.run(
    tx.db
      .insertInto('settings')
      .values({ key: SETTINGS, ...stored })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(stored)),
  );
}

/** Makes the folder where it is missing and tries to write in it. Refuses one inside what it should protect. */
export function tryFolder(dataDir: string, folder: string): void {
  let place: string;
  try {
    mkdirSync(folder, { recursive: true });
    place = realpathSync(folder);
  } catch {
    throw new Refusal('FOLDER_UNUSABLE');
  }
  if (`${place}${sep}`.startsWith(`${realpathSync(dataDir)}${sep}`)) throw new Refusal('INSIDE_DATA_DIR');
  const probe = join(place, '.sirrius-probe');
  try {
    writeFileSync(probe, '');
    rmSync(probe);
  } catch {
    throw new Refusal('FOLDER_UNUSABLE');
  }
}

type Place = 'folder' | 'webhook';

const anchoringRow = z
  .object({ at: z.int(), problem: z.string().nullable(), register_sequence: z.int() })
  .transform(({ register_sequence, ...rest }) => ({ ...rest, sequence: register_sequence }));

/** The last anchoring of a place, and the last one that succeeded. */
export function anchorings(read: Reader, place: Place) {
  const own = read.db.selectFrom('register_anchorings').select(['at', 'problem', 'register_sequence']).where('place', '=', place);
  const newest = own.orderBy('sequence', 'desc').limit(1);
  return {
    good: read.get(newest.where('problem', 'is', null), anchoringRow) ?? null,
    last: read.get(newest, anchoringRow) ?? null,
  };
}

/** Notes the ends of the chains where whoever can write the database cannot: in a folder elsewhere, and at a webhook. */
export class Anchoring {
  constructor(private readonly options: AnchoringOptions) {}

  /** What is due: a day after the last one by the UTC calendar, an hour after a failure. */
  look(): void {
    const now = this.options.clock.now();
    const { folder, webhook } = readAnchorSettings(this.options.read);
    if (folder !== null && this.#isDue('folder', now)) this.toFolder(folder);
    if (webhook !== null && this.#isDue('webhook', now) && !this.#isWaiting()) this.toWebhook();
  }

  #isDue(place: Place, now: number): boolean {
    const { good, last } = anchorings(this.options.read, place);
    if (last !== null && last.problem !== null && now - last.at < TRY_AGAIN) return false;
    return good === null || Math.floor(good.at / DAY) < Math.floor(now / DAY);
  }

  #isWaiting(): boolean {
    const { read } = this.options;
    const query = read.db.selectFrom('outbox').select('id').where('kind', '=', ANCHOR_EFFECT);
    return read.get(query.where('state', 'in', ['waiting', 'sending']).limit(1)) !== undefined;
  }

  /** Appends the present ends to the file elsewhere; what went wrong is on record and told once a day. */
  toFolder(folder: string): void {
    const heads = this.#heads();
    let problem: string | null = null;
    try {
      const path = join(resolve(folder), ANCHOR_FILE);
      trimAnchors(path);
      const known = lastTime(path);
      // A chain that a restore took another way says so there as well, or the old ends would speak against it.
      const restores = restoresAfter(anchorPath(this.options.dataDir), known);
      const lines = [...restores, JSON.stringify({ at: this.options.clock.now(), ...heads })];
      appendFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600, flush: true });
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    this.#note('folder', heads, problem);
  }

  toWebhook(): void {
    const heads = this.#heads();
    const at = this.options.clock.now();
    const request = { actor: ACTOR, action: 'register.anchor', input: { place: 'webhook' } };
    this.options.commands.run(request, (tx) => {
      tx.outbox(ANCHOR_EFFECT, `${ANCHOR_EFFECT}:${at}:${heads.register[0]}`, { at, ...heads });
    });
  }

  /** A hook that gets the same anchor twice holds the same heads twice: it is tried again in any doubt. */
  executor(): Executor {
    return {
      dedupesByKey: true,
      send: async ({ key, payload }) => {
        const { webhook } = readAnchorSettings(this.options.read);
        if (webhook === null) return;
        const reply = await this.options.post(webhook, JSON.stringify(payload), { 'idempotency-key': key }, POST_WITHIN);
        if (reply.status < 200 || reply.status > 299) throw new NotSent(`the webhook answered ${reply.status}`);
        this.#note('webhook', payload as unknown as Heads, null);
      },
    };
  }

  /** The outbox gave up on a post. */
  failed(tx: Tx, id: string): void {
    const row = tx.get(tx.db.selectFrom('outbox').select(['payload_json', 'last_error']).where('id', '=', id));
    if (row === undefined) return;
    this.#record(tx, 'webhook', JSON.parse(row.payload_json) as Heads, row.last_error ?? 'failed');
  }

  #note(place: Place, heads: Heads, problem: string | null): void {
    const request = { actor: ACTOR, action: 'register.anchored', input: { place, ok: problem === null }, subject: place };
    this.options.commands.run(request, (tx) => this.#record(tx, place, heads, problem));
  }

  #record(tx: Tx, place: Place, heads: Heads, problem: string | null): void {
    const before = anchorings(this.options.read, place).last;
    const [register_sequence, register_hash] = heads.register;
    tx.run(tx.db.insertInto('register_anchorings').values({ at: tx.at, place, problem, register_sequence, register_hash }));
    tx.fact('register.anchored', place, { ok: problem === null });
    const told = before !== null && before.problem !== null && Math.floor(before.at / DAY) === Math.floor(tx.at / DAY);
    if (problem === null || told) return;
    tx.fact('register.anchor-failed', place, { notify: true, simulated: this.options.simulated, values: { reason: problem } });
  }

  #heads(): Heads {
    const { read } = this.options;
    const head = (table: 'audit' | 'seals' | 'register_entries'): [number, string] => {
      const last = read.get(read.db.selectFrom(table).select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1));
      return [last?.sequence ?? 0, last?.hash ?? GENESIS];
    };
    return { audit: head('audit'), seals: head('seals'), register: head('register_entries') };
  }
}

type Heads = Required<Omit<Anchor, 'at' | 'register'>> & { readonly register: [number, string] };

/** Time of the last line; 0 where there is none. */
function lastTime(path: string): number {
  try {
    const line = readFileSync(path, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    return z.object({ at: z.number() }).parse(JSON.parse(line)).at;
  } catch {
    return 0;
  }
}
