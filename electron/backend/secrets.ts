import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeptIn, Vault } from './feedKeys';

const file = z.record(z.string(), z.object({ kept: z.enum(['keyring', 'file']), text: z.string() }));
type Kept = z.infer<typeof file>[string];

/** Secrets of the outside services, by names such as `stripe.secretKey`. */
export interface Secrets {
  /** Null while there is none, or while the key ring is closed. */
  of(name: string): string | null;
  keptIn(name: string): KeptIn | null;
  /** True when one is there and the key ring does not give it. */
  locked(name: string): boolean;
  readonly place: string;
  /** Reads what an earlier run kept; the key ring may ask its owner. */
  load(): Promise<void>;
  /** Keeps a secret in the safest place there is here; null forgets it. `locked` when the key ring has to be opened first. */
  keep(name: string, secret: string | null): Promise<'kept' | 'locked'>;
}

export interface SecretsOptions {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly vault: Vault | null;
}

/** `stripe.secretKey` → `SIRRIUS_STRIPE_SECRET_KEY`. */
export function variableOf(name: string): string {
  return `SIRRIUS_${name.replaceAll('.', '_').replace(/([a-z])([A-Z])/g, '$1_$2')}`.toUpperCase();
}

/** Beside the data and in no point of a backup; a secret never leaves the backend again. */
export function openSecrets({ dataDir, env, vault }: SecretsOptions): Secrets {
  const place = join(dataDir, 'connection-secrets.json');
  const stored = new Map<string, Kept>();
  const open = new Map<string, string>();
  const given = (name: string) => {
    const value = env[variableOf(name)];
    return value === undefined || value === '' ? null : value;
  };
  const write = () => {
    writeFileSync(`${place}.new`, JSON.stringify(Object.fromEntries(stored)), { mode: 0o600, flush: true });
    renameSync(`${place}.new`, place);
  };
  return {
    place,
    of: (name) => given(name) ?? open.get(name) ?? null,
    keptIn: (name) => (given(name) === null ? (stored.get(name)?.kept ?? null) : 'environment'),
    locked: (name) => given(name) === null && stored.has(name) && !open.has(name),
    async load() {
      if (!existsSync(place)) return;
      for (const [name, kept] of Object.entries(file.parse(JSON.parse(readFileSync(place, 'utf8'))))) {
        stored.set(name, kept);
        const opened = kept.kept === 'file' ? { ok: true as const, text: kept.text } : await vault?.open(kept.text);
        if (opened?.ok === true) open.set(name, opened.text);
      }
    },
    async keep(name, secret) {
      if (secret === null) {
        stored.delete(name);
        open.delete(name);
      } else {
        const sealed = await vault?.seal(secret);
        if (sealed !== undefined && !sealed.ok && sealed.state === 'locked') return 'locked';
        // Without a key ring that deserves the name the file's own rights are what protects it, and the screen says so.
        stored.set(name, sealed?.ok === true ? { kept: 'keyring', text: sealed.text } : { kept: 'file', text: secret });
        open.set(name, secret);
      }
      write();
      return 'kept';
    },
  };
}
