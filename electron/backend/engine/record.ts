import type { RecordCount } from '../../../shared/features/signals/confidence';
import type { Sha256 } from '../../../shared/features/signals/identity';

interface Group extends RecordCount {
  n: number;
  wins: number;
  /** Chain over every counted result (SHA-256 of the digest before, id, time and + or -), so that a proof knows exactly which ones stood behind a confidence. */
  digest: string;
}

interface Pending {
  readonly group: string;
  readonly id: string;
  readonly at: number;
  readonly win: boolean;
}

const EMPTY: Group = { n: 0, wins: 0, digest: '' };

/**
 * What became of every candidate, published or in shadow, by group of like set-ups. A result counts only for decisions
 * strictly later than itself.
 */
export class TrackRecord {
  private groups = new Map<string, Group>();
  private pending: Pending[] = [];

  constructor(private readonly sha256: Sha256) {}

  add(group: string, id: string, at: number, win: boolean): void {
    this.pending.push({ group, id, at, win });
  }

  /** The record as it stood strictly before `at`. Asked in the order of time. */
  before(group: string, at: number): Readonly<Group> {
    while (this.pending[0] !== undefined && this.pending[0].at < at) this.count(this.pending.shift() as Pending);
    return this.groups.get(group) ?? EMPTY;
  }

  private count(result: Pending): void {
    const group = this.groups.get(result.group) ?? { ...EMPTY };
    group.n += 1;
    if (result.win) group.wins += 1;
    group.digest = this.sha256(`${group.digest}${result.id}${result.at}${result.win ? '+' : '-'}`);
    this.groups.set(result.group, group);
  }

  toJson(): string {
    return JSON.stringify({ groups: [...this.groups], pending: this.pending });
  }

  fromJson(text: string): void {
    const { groups, pending } = JSON.parse(text) as { groups: [string, Group][]; pending: Pending[] };
    this.groups = new Map(groups);
    this.pending = pending;
  }
}
