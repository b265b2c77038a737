import { createReadStream, createWriteStream, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256Hex } from '../../kit/hash';
import { syncFile } from '../files';
import { type BackupKey, digestOf, type KeyRecipe, makeKey, pack, unlockWith, unpack } from './codec';
import { changedPages, digestPages, pageCount, pageSink, pageStream } from './pages';
import { type Contents, contentsOf, difference } from './proof';
import { CopyFault, clear, lookInto, takeSnapshot } from './snapshot';

/** Makes one point from a running database. */
export interface MakeErrand {
  readonly kind: 'make';
  readonly source: string;
  /** Folder for what is temporary, and for the page digests of the last full point. */
  readonly work: string;
  readonly stem: string;
  /** The last full point that a difference may be told against; null asks for a full one. */
  readonly base: { readonly id: string; readonly sha256: string } | null;
  readonly id: string;
  readonly key: BackupKey | null;
}

export interface Made {
  readonly path: string;
  readonly full: boolean;
  readonly bytes: number;
  readonly sha256: string;
  /** Size of the database, and digest of its copy. */
  readonly size: number;
  readonly copySha256: string;
  readonly contents: Contents;
}

/** Puts a point back together in a temporary file and compares it with what was noted when it was made. */
export interface RestoreErrand {
  readonly kind: 'restore';
  /** The full point and, for a difference, the difference; each with the digest of its bytes. */
  readonly parts: readonly { readonly path: string; readonly sha256: string }[];
  readonly target: string;
  readonly copySha256: string;
  readonly contents: Contents;
  readonly key: BackupKey | null;
  readonly passphrase: string | null;
  /** False only looks: the file is removed again. */
  readonly keep: boolean;
}

export interface Restored {
  readonly bytes: number;
  readonly contents: Contents;
}

export interface KeyErrand {
  readonly kind: 'key';
  readonly passphrase: string;
  readonly recipe: KeyRecipe;
}

export type ErrandOf = MakeErrand | RestoreErrand | KeyErrand;

/** Tells how far it is, and throws once the errand was called off. */
type Tell = (done: number, total: number) => void;

/** A difference larger than this part of the file is not worth its trouble: a full point is made instead. */
const WORTH_IT = 0.5;

export async function make(errand: MakeErrand, tell: Tell, signal: AbortSignal): Promise<Made> {
  const { work, id, source } = errand;
  const copy = join(work, `${id}.copy`);
  try {
    tell(0, 4);
    await takeSnapshot(source, copy);
    const contents = lookInto(copy, contentsOf);
    tell(1, 4);
    const digests = digestPages(copy, () => tell(1, 4));
    const before = errand.base === null ? null : baseDigests(work, errand.stem, errand.base.id);
    const changed = before === null ? null : changedPages(before, digests);
    const total = pageCount(digests);
    const full = changed === null || changed.length > total * WORTH_IT;
    tell(2, 4);
    const path = join(work, `${id}.part`);
    rmSync(path, { force: true });
    const stream = full ? createReadStream(copy) : pageStream(copy, changed, total);
    const written = await pack(stream, path, errand.key, signal);
    const copySha256 = await digestOf(copy, signal);
    if (full) keepDigests(work, errand.stem, id, digests);
    tell(4, 4);
    return { path, full, ...written, size: total * 4096, copySha256, contents };
  } finally {
    clear(copy);
  }
}

/** The digests lie beside, with the id of the point they belong to: after a crash between the two none is believed wrongly. */
function baseDigests(work: string, stem: string, id: string): Buffer | null {
  const path = join(work, `${stem}.pages`);
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  const mark = Buffer.from(sha256Hex(id), 'hex');
  return bytes.subarray(0, mark.length).equals(mark) ? bytes.subarray(mark.length) : null;
}

function keepDigests(work: string, stem: string, id: string, digests: Buffer): void {
  const path = join(work, `${stem}.pages`);
  writeFileSync(`${path}.new`, Buffer.concat([Buffer.from(sha256Hex(id), 'hex'), digests]), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export async function restore(errand: RestoreErrand, tell: Tell, signal: AbortSignal): Promise<Restored> {
  const { target, parts } = errand;
  const unlock = unlockWith(errand.key, errand.passphrase);
  clear(target);
  let kept = false;
  try {
    const total = parts.length + 2;
    for (const [index, part] of parts.entries()) {
      tell(index, total);
      const sink = index === 0 ? createWriteStream(target, { mode: 0o600, flush: true }) : pageSink(target);
      await unpack(part.path, part.sha256, unlock, sink, signal);
    }
    tell(parts.length, total);
    if ((await digestOf(target, signal)) !== errand.copySha256)
      throw new CopyFault('DIFFERS', 'the restored bytes are not the copied ones');
    const contents = lookInto(target, contentsOf);
    const reason = difference(errand.contents, contents);
    if (reason !== null) throw new CopyFault('DIFFERS', reason);
    tell(total, total);
    syncFile(target);
    kept = errand.keep;
    return { bytes: lookInto(target, sizeOf), contents };
  } finally {
    if (!kept) clear(target);
  }
}

function sizeOf(db: Parameters<Parameters<typeof lookInto>[1]>[0]): number {
  return (db.pragma('page_count', { simple: true }) as number) * (db.pragma('page_size', { simple: true }) as number);
}

export function run(errand: ErrandOf, tell: Tell, signal: AbortSignal): Promise<Made | Restored | BackupKey> {
  if (errand.kind === 'make') return make(errand, tell, signal);
  return errand.kind === 'restore' ? restore(errand, tell, signal) : makeKey(errand.passphrase, errand.recipe);
}
