import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const kept = z.object({
  /** What the passphrase gives, with how: points are made while nobody is there to type it. */
  key: z
    .object({
      recipe: z.object({ salt: z.string(), memoryKiB: z.int(), passes: z.int(), lanes: z.int() }),
      key: z.string(),
    })
    .nullable(),
  s3Secret: z.string().nullable(),
});
export type KeptSecrets = z.infer<typeof kept>;

export interface BackupSecrets {
  readonly place: string;
  read(): KeptSecrets;
  write(secrets: KeptSecrets): void;
}

/** A file that its owner alone can read, beside the data and in no point: whoever reads the disk as this user reads it too. */
export function fileSecrets(dataDir: string): BackupSecrets {
  const place = join(dataDir, 'backup-secrets.json');
  return {
    place,
    read: () => (existsSync(place) ? kept.parse(JSON.parse(readFileSync(place, 'utf8'))) : { key: null, s3Secret: null }),
    write(secrets) {
      writeFileSync(`${place}.new`, JSON.stringify(secrets), { mode: 0o600, flush: true });
      renameSync(`${place}.new`, place);
    },
  };
}
