import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../kit/clock';
import type { Log } from '../kit/log';
import { GENESIS, type Head } from './chain';

const head = z.tuple([z.int(), z.string()]);
/** Anchors from before there was a register know nothing of it. */
const anchorLine = z.object({ at: z.int(), audit: head, seals: head, register: head.optional() });
export type Anchor = z.infer<typeof anchorLine>;

/** Where the chains went on after a restore: what was anchored beyond belongs to the file that was put aside. */
const restoreLine = z.object({ at: z.int(), restored: z.object({ audit: head, seals: head, register: head.optional() }) });

/** Where a data directory keeps its anchors; a copy kept elsewhere proves more. */
export function anchorPath(dataDir: string): string {
  return join(dataDir, 'anchors.ndjson');
}

const NOTHING = [0, GENESIS] as const;

const EVERY_ROWS = 256;
const EVERY_MS = 60_000;

/**
 * Notes both chains' heads outside the database, after their commit. A chain alone cannot tell that its end was cut off or that
 * everything after some row was computed anew; an anchor beyond that row can.
 */
export class Anchors {
  #last: Anchor | null = null;

  constructor(
    private readonly dataDir: string,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly heads: () => { readonly seals: Head; readonly register: Head },
  ) {}

  /** Writes one when the last is a minute or 256 rows old. */
  note(audit: Head): void {
    const last = this.#last;
    const due = last === null || audit.sequence - last.audit[0] >= EVERY_ROWS || this.clock.now() - last.at >= EVERY_MS;
    if (due) this.write(audit);
  }

  write(audit: Head): void {
    if (audit.sequence === 0 || this.#last?.audit[0] === audit.sequence) return;
    const { seals, register } = this.heads();
    const anchor: Anchor = {
      at: this.clock.now(),
      audit: [audit.sequence, audit.hash],
      seals: [seals.sequence, seals.hash],
      register: [register.sequence, register.hash],
    };
    try {
      appendFileSync(anchorPath(this.dataDir), `${JSON.stringify(anchor)}\n`, { mode: 0o600 });
      this.#last = anchor;
    } catch (error) {
      // The command has committed; without the anchor the proof is weaker, not wrong. Tried again at the next commit.
      this.log.warn('the heads of the chains could not be anchored', { error });
    }
  }
}

/** All anchors of a file, oldest first; none where the file is missing. Throws on a line that is no anchor. */
export function readAnchors(path: string): Anchor[] {
  const text = readIfThere(path)?.toString('utf8') ?? '';
  // A crash may cut the last line short; every whole one must hold.
  const lines = wholeLines(text)
    .split('\n')
    .filter((line) => line !== '');
  let anchors: Anchor[] = [];
  for (const line of lines) {
    const value: unknown = JSON.parse(line);
    const restore = restoreLine.safeParse(value);
    if (!restore.success) {
      anchors.push(anchorLine.parse(value));
      continue;
    }
    const { audit, seals, register = NOTHING } = restore.data.restored;
    const before = (one: Anchor) => (one.register ?? NOTHING)[0] <= register[0];
    anchors = anchors.filter((one) => one.audit[0] <= audit[0] && one.seals[0] <= seals[0] && before(one));
    if (audit[0] > 0) anchors.push({ at: restore.data.at, ...restore.data.restored });
  }
  return anchors;
}

/** Written before the restored file takes its place, so that no start finds it without; twice does no harm. */
export function noteRestore(dataDir: string, { at, ...restored }: Anchor): void {
  const path = anchorPath(dataDir);
  trimAnchors(path);
  appendFileSync(path, `${JSON.stringify({ at, restored })}\n`, { mode: 0o600, flush: true });
}

/** Lines of restores after `at`, as they stand, for a copy of the anchors kept elsewhere. */
export function restoresAfter(path: string, at: number): string[] {
  const text = readIfThere(path)?.toString('utf8') ?? '';
  return wholeLines(text)
    .split('\n')
    .filter((line) => {
      const restore = line === '' ? undefined : restoreLine.safeParse(JSON.parse(line)).data;
      return restore !== undefined && restore.at > at;
    });
}

/** Removes a line that a crash cut short, before the next one is written behind it. */
export function trimAnchors(path: string): void {
  const bytes = readIfThere(path);
  if (bytes !== null && bytes.length > 0 && bytes.at(-1) !== 0x0a) truncateSync(path, bytes.lastIndexOf(0x0a) + 1);
}

function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
