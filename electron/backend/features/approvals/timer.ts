import type { Clock, Timer } from '../../kit/clock';
import type { Commands, Facts, Reader, Tx } from '../../store/types';
import { close } from './desk';
import { endGlass } from './glass';
import type { Operators } from './ports';
import { approvalById, type Db, type StoredApproval, waitingApprovals } from './store';

export interface TimerOptions {
  readonly read: Reader;
  readonly facts: Facts;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly operators: Operators;
}

/** At least this often the stored times are looked at again: a machine that slept lets timers come late. */
const LONGEST_WAIT = 3_600_000;

/** Lets run out what nobody decided, and ends the delays; nothing of it is kept in memory, so a restart changes nothing. */
export function watchTimes(options: TimerOptions): { start(): void; stop(): void } {
  const { read, facts, clock } = options;
  let timer: Timer | null = null;
  let deaf: (() => void) | null = null;
  const look = () => {
    timer?.cancel();
    const waiting = waitingApprovals(read, read.db);
    const due = waiting.filter((approval) => nextAt(approval) <= clock.now());
    for (const approval of due) pass(options, approval.id);
    const next = Math.min(...waiting.filter((one) => !due.includes(one)).map(nextAt), clock.now() + LONGEST_WAIT);
    timer = clock.setTimeout(look, Math.max(0, next - clock.now()));
  };
  return {
    start() {
      deaf = facts.subscribe(({ kind }) => {
        if (kind === 'approval.requested' || kind === 'approval.broken-glass') look();
      });
      look();
    },
    stop() {
      deaf?.();
      timer?.cancel();
    },
  };
}

function nextAt({ state, glassState, glassDueAt, expiresAt }: StoredApproval): number {
  return state === 'open' && glassState === 'running' ? Math.min(glassDueAt ?? expiresAt, expiresAt) : expiresAt;
}

function pass({ commands, operators }: TimerOptions, id: string): void {
  const request = { actor: 'system:approvals', action: 'approvals.time', input: { id }, subject: id };
  commands.run(request, (tx: Tx) => {
    const approval = approvalById(tx, tx.db as unknown as Db, id);
    if (approval === undefined || nextAt(approval) > tx.at) return;
    if (approval.expiresAt <= tx.at) close(tx, approval, 'expired', null);
    else if (approval.glassBy !== null) endGlass(tx, approval, operators(), approval.glassBy);
  });
}
