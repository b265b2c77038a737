import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { VaultResult } from '../../shared/base/backendProcess';

/** The system's key ring, where the host has one. */
export interface Vault {
  seal(text: string): Promise<VaultResult>;
  open(sealed: string): Promise<VaultResult>;
}

const kept = z.object({ kept: z.enum(['keyring', 'file']), text: z.string() });

/** Where a key lies: sealed by the system's key ring, in a file its owner alone reads, or given with the environment. */
export type KeptIn = 'keyring' | 'file' | 'environment';

export interface FeedKeys {
  /** Null while there is none, or while the key ring is closed. */
  current(): string | null;
  readonly place: string;
  keptIn(): KeptIn | null;
  /** True when a key is there and the key ring does not give it. */
  locked(): boolean;
  /** Reads what an earlier run kept. */
  load(): Promise<void>;
  /** Keeps a key in the safest place there is here; null forgets it. `locked` when the key ring has to be opened first. */
  keep(key: string | null): Promise<'kept' | 'locked'>;
}

export interface FeedKeysOptions {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly vault: Vault | null;
}

/** The key of the price feed. It is beside the data and in no point of a backup, and never leaves the backend again. */
export function openFeedKeys({ dataDir, env, vault }: FeedKeysOptions): FeedKeys {
  const place = join(dataDir, 'feed-secrets.json');
  const given = env.SIRRIUS_TWELVEDATA_KEY;
  let key: string | null = given === undefined || given === '' ? null : given;
  let where: KeptIn | null = key === null ? null : 'environment';
  let locked = false;
  const write = (what: z.infer<typeof kept>) => {
    writeFileSync(`${place}.new`, JSON.stringify(what), { mode: 0o600, flush: true });
    renameSync(`${place}.new`, place);
    where = what.kept;
  };
  return {
    place,
    current: () => key,
    keptIn: () => where,
    locked: () => locked,
    async load() {
      if (where === 'environment' || !existsSync(place)) return;
      const found = kept.parse(JSON.parse(readFileSync(place, 'utf8')));
      where = found.kept;
      const opened = found.kept === 'file' ? { ok: true as const, text: found.text } : await vault?.open(found.text);
      locked = opened?.ok !== true;
      key = opened?.ok === true ? opened.text : null;
    },
    async keep(next) {
      if (next === null) {
        rmSync(place, { force: true });
        where = null;
      } else {
        const sealed = await vault?.seal(next);
        if (sealed !== undefined && !sealed.ok && sealed.state === 'locked') return 'locked';
        // Without a key ring that deserves the name the file's own rights are what protects it, and the screen says so.
        write(sealed?.ok === true ? { kept: 'keyring', text: sealed.text } : { kept: 'file', text: next });
      }
      key = next;
      locked = false;
      return 'kept';
    },
  };
}
