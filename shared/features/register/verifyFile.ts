import { entryHash, sealHash } from './entry';
import { type EntryLine, type FileLine, fileLine, type HeaderLine, headerLine } from './file';

/** An end of the register noted elsewhere, and when. */
export interface Anchored {
  readonly at: number;
  readonly sequence: number;
  readonly hash: string;
}

export type FileVerdict =
  | { readonly state: 'holds'; readonly entries: number; readonly stubs: number; readonly anchors: number; readonly head: number }
  | { readonly state: 'broken'; readonly line: number; readonly sequence: number | null; readonly reason: string }
  /** It is no register, or of a version that is not known here. */
  | { readonly state: 'unusable'; readonly reason: string };

/** A SHA-256 fed line by line beside one of whole texts. */
export interface Hashing {
  sha256(text: string): string;
  running(): { update(text: string): void; digest(): string };
}

/**
 * Checks an exported register by itself: each line's shape, each hash, the order and completeness of the numbers, links to
 * entries before, seals behind decisions, anchors in the file and `anchored` ones kept elsewhere, head, end and digest.
 * Yields now and then so that its caller can let other work in; returns the first thing that is wrong.
 */
export function* verifyFile(
  lines: Iterable<string>,
  anchored: readonly Anchored[],
  hashing: Hashing,
): Generator<number, FileVerdict> {
  const walk = new FileWalk(anchored, hashing);
  let number = 0;
  for (const text of lines) {
    number += 1;
    const reason = walk.line(text, number);
    if (reason !== null) {
      if (number === 1) return { state: 'unusable', reason };
      return { state: 'broken', line: number, sequence: walk.judged ?? walk.expected, reason };
    }
    if (number % 500 === 0) yield number;
  }
  const reason = walk.rest();
  if (number === 0) return { state: 'unusable', reason: 'the file is empty' };
  if (reason !== null) return { state: 'broken', line: number, sequence: walk.expected, reason };
  return walk.verdict();
}

class FileWalk {
  private header: HeaderLine | null = null;
  private ended = false;
  /** The number in whose place the present line stands; null where it is no entry. */
  judged: number | null = null;
  private previous = '';
  private last = 0;
  private entries = 0;
  private stubs = 0;
  private met = 0;
  private readonly kinds = new Map<number, { kind: string | null; signalId: string | null }>();
  private lastSeal: { sequence: number; hash: string; entry: number } | null = null;
  private readonly decided = new Set<string>();
  private readonly running;
  private readonly known = new Map<number, string[]>();
  private readonly hashes = new Map<number, string>();

  constructor(
    private readonly anchored: readonly Anchored[],
    private readonly hashing: Hashing,
  ) {
    for (const { sequence, hash } of anchored) this.known.set(sequence, [...(this.known.get(sequence) ?? []), hash]);
    this.running = hashing.running();
  }

  /** The number that should come next; null once the chain is complete. */
  get expected(): number | null {
    return this.header === null || this.last >= this.header.head.sequence ? null : this.last + 1;
  }

  /** Null where the line holds. */
  line(text: string, number: number): string | null {
    if (this.ended) return 'something stands behind the end of the file';
    const parsed = readLine(text, number);
    if (typeof parsed === 'string') return parsed;
    this.judged = parsed.type === 'entry' || parsed.type === 'stub' ? this.last + 1 : null;
    const reason = this.take(parsed);
    if (parsed.type !== 'end') this.running.update(`${text}\n`);
    return reason;
  }

  private take(line: FileLine): string | null {
    switch (line.type) {
      case 'header':
        return this.begin(line);
      case 'entry':
        return this.chain(line) ?? this.content(line);
      case 'stub':
        this.stubs += 1;
        this.kinds.set(line.sequence, { kind: null, signalId: null });
        return this.chain(line);
      case 'anchor':
        return this.anchor(line.sequence, line.hash);
      case 'end':
        return this.end(line);
    }
  }

  private begin(line: HeaderLine): string | null {
    if (this.header !== null) return 'a second header';
    this.header = line;
    this.previous = line.after.hash;
    this.last = line.after.sequence;
    return this.agrees(line.after.sequence, line.after.hash)
      ? null
      : 'an anchor holds another hash for the entry before the first one';
  }

  private agrees(sequence: number, hash: string): boolean {
    const known = this.known.get(sequence) ?? [];
    this.met += known.length;
    return known.every((one) => one === hash);
  }

  private chain(line: { readonly sequence: number; readonly previous: string; readonly hash: string }): string | null {
    if (line.sequence !== this.last + 1) return `the entry is missing or out of order; ${line.sequence} stands in its place`;
    if (line.previous !== this.previous) return 'it does not name the hash of the entry before it';
    if (!this.agrees(line.sequence, line.hash)) return 'an anchor kept elsewhere holds another hash for it';
    this.previous = line.hash;
    this.last = line.sequence;
    this.hashes.set(line.sequence, line.hash);
    return null;
  }

  private content(line: EntryLine): string | null {
    this.entries += 1;
    this.kinds.set(line.sequence, { kind: line.kind, signalId: line.signalId });
    if (entryHash(line, this.hashing.sha256) !== line.hash) return 'its content does not give its hash';
    return line.kind === 'decision' ? this.decision(line) : this.reference(line);
  }

  private decision(line: EntryLine): string | null {
    const { seal } = line;
    if (seal === undefined) return 'the sealed decision is missing';
    if (sealHash(seal, line.signalId, this.hashing.sha256) !== seal.hash) return 'the sealed decision does not give its hash';
    const named = JSON.parse(line.body) as { seal?: { sequence?: unknown; hash?: unknown } };
    if (named.seal?.sequence !== seal.sequence || named.seal.hash !== seal.hash)
      return 'it names another seal than the one beside it';
    const before = this.lastSeal;
    this.lastSeal = { sequence: seal.sequence, hash: seal.hash, entry: line.sequence };
    if (before?.sequence === seal.sequence - 1 && before.hash !== seal.previous)
      return 'its seal does not name the seal before it';
    if (before !== null && before.sequence >= seal.sequence) return 'its seal comes before the one above it';
    if (this.decided.has(line.signalId)) return 'its signal was entered before';
    this.decided.add(line.signalId);
    return null;
  }

  private reference(line: EntryLine): string | null {
    if (line.refersTo === null || line.refersTo >= line.sequence) return 'it refers to no entry before it';
    const target = this.kinds.get(line.refersTo);
    if (target === undefined)
      return line.refersTo <= (this.header?.after.sequence ?? 0) ? null : 'it refers to an entry that is not there';
    return target.signalId === null || target.signalId === line.signalId ? null : 'it refers to an entry of another signal';
  }

  /** Anchors stand behind the entries. */
  private anchor(sequence: number, hash: string): string | null {
    const found = this.hashes.get(sequence);
    if (found === undefined) return `an anchor knows entry ${sequence}, which is not in the file`;
    this.met += 1;
    return found === hash ? null : `an anchor in the file holds another hash for entry ${sequence}`;
  }

  private end(line: { readonly entries: number; readonly stubs: number; readonly digest: string }): string | null {
    this.ended = true;
    const short = this.short();
    if (short !== null) return short;
    if (line.entries !== this.entries || line.stubs !== this.stubs) return 'the end counts other entries than there are';
    return this.running.digest() === line.digest ? null : 'the text of the file does not give the digest at its end';
  }

  private short(): string | null {
    const head = this.header?.head;
    if (head === undefined || this.last < head.sequence) return 'the file ends before the head that its header names';
    if (this.last > head.sequence || this.previous !== head.hash) return 'the last entry is not the head that the header names';
    return null;
  }

  /** What only shows when nothing more comes. */
  rest(): string | null {
    const exportedAt = this.header?.exportedAt ?? 0;
    // An anchor from after the export may well know more.
    const beyond = this.anchored.find(({ at, sequence }) => at <= exportedAt && sequence > this.last);
    const short = this.short();
    if (short !== null) return short;
    if (!this.ended) return 'the end of the file is missing';
    return beyond === undefined ? null : `an anchor kept elsewhere knows entry ${beyond.sequence}, the file ends before it`;
  }

  verdict(): FileVerdict {
    return { state: 'holds', entries: this.entries, stubs: this.stubs, anchors: this.met, head: this.last };
  }
}

function readLine(text: string, number: number): FileLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return number === 1 ? 'the first line is not JSON' : 'the line is not JSON';
  }
  if (number === 1) {
    const header = headerLine.safeParse(value);
    return header.success ? header.data : 'the first line is not the header of a register this version can read';
  }
  const parsed = fileLine.safeParse(value);
  return parsed.success ? parsed.data : 'the line has not the shape of a register';
}
