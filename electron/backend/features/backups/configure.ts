import { join, resolve } from 'node:path';
import type { BackupSettings } from '../../../../shared/features/backups/contract';
import { randomBytes } from '../../kit/random';
import { RECIPE } from '../../store/backup/codec';
import { backupErrand } from '../../store/backup/runner';
import { Refusal } from '../../store/refusal';
import { problemOf } from './problems';
import type { BackupSecrets } from './secrets';
import { folderTarget, type Target } from './target';

export interface TargetOptions {
  readonly dataDir: string;
  /** A bucket as a target. */
  readonly bucket: (settings: BackupSettings['s3'], secret: string) => Target;
}

export function folderOf(dataDir: string, settings: BackupSettings): string {
  return settings.folder ?? join(dataDir, 'backups', 'points');
}

export function targetOf(options: TargetOptions, settings: BackupSettings, secrets: BackupSecrets): Target {
  if (settings.target === 'folder') return folderTarget(folderOf(options.dataDir, settings));
  return options.bucket(settings.s3, secrets.read().s3Secret ?? '');
}

/** Tries what was asked for before it is believed: settings that lead nowhere are no settings. */
export async function configure(
  options: TargetOptions,
  settings: BackupSettings,
  secrets: BackupSecrets,
  fresh: { readonly passphrase: string | undefined; readonly s3Secret: string | undefined },
): Promise<void> {
  const present = secrets.read();
  const key = fresh.passphrase === undefined ? present.key : await keyFrom(fresh.passphrase);
  const s3Secret = fresh.s3Secret ?? present.s3Secret;
  if (settings.encrypted && key === null) throw new Refusal('NO_PASSPHRASE');
  if (settings.target === 's3' && s3Secret === null) throw new Refusal('NO_S3_SECRET');
  const folder = settings.folder;
  if (folder !== null && resolve(folder) !== folder) throw new Refusal('FOLDER_UNUSABLE');
  const target =
    settings.target === 's3' ? options.bucket(settings.s3, s3Secret ?? '') : folderTarget(folderOf(options.dataDir, settings));
  try {
    await target.probe();
  } catch (error) {
    if (settings.target === 'folder') throw new Refusal('FOLDER_UNUSABLE');
    throw new Refusal('UNREACHABLE', { problem: problemOf(error) });
  }
  secrets.write({ key, s3Secret });
}

function keyFrom(passphrase: string) {
  const salt = Buffer.from(randomBytes(16)).toString('base64');
  return backupErrand({ kind: 'key', passphrase, recipe: { salt, ...RECIPE } }).answer;
}
