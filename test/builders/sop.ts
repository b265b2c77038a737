import { onTestFinished } from 'vitest';
import type { z } from 'zod';
import type { Acts, Checks } from '../../electron/backend/features/checks';
import type { Call, CommandHandler, QueryHandler } from '../../electron/backend/features/handlers';
import type { ApprovalRequest, Approvals, SopOperator } from '../../electron/backend/features/sop/ports';
import { createSop, type Sop } from '../../electron/backend/features/sop/service';
import { type ManualClock, manualClock } from '../../electron/backend/kit/clock';
import { sha256Hex } from '../../electron/backend/kit/hash';
import { systemIds } from '../../electron/backend/kit/ids';
import { evidenceStore } from '../../electron/backend/store/evidence';
import { openStore } from '../../electron/backend/store/open';
import { Refusal } from '../../electron/backend/store/refusal';
import type { Store } from '../../electron/backend/store/store';
import sessions from '../../resources/market/sessions.json';
import { type Actor, PERMISSIONS, ROLES } from '../../shared/base/access';
import { canonicalJson } from '../../shared/base/canonical';
import { sopContract } from '../../shared/features/sop/contract';
import type { SessionHours } from '../../shared/features/sop/sessionEdge';
import { aFolder, aLog, TEST_START } from './store';

const operator = (id: string, rest: Partial<SopOperator> = {}): SopOperator => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  roles: ROLES,
  tier: 3,
  team: 'desk',
  active: true,
  ...rest,
});
export const ANNA = operator('anna');
export const BORIS = operator('boris');
export const TOM = operator('tom', { roles: ['trader'], tier: 0, team: 'floor' });
export const GONE = operator('gone', { active: false });

export function actorOf(one: SopOperator): Actor {
  return { id: one.id, roles: one.roles, tier: one.tier, level: 5, steppedUpUntil: 0, permissions: new Set(PERMISSIONS) };
}

interface Kept extends ApprovalRequest {
  readonly id: string;
  state: 'open' | 'approved' | 'refused' | 'withdrawn' | 'expired' | 'executed';
  approvers: string[];
}

/** The approvals desk in small: what is asked, by whom, and that an approval is used once, for exactly what was approved. */
export function smallApprovals(ids: () => string) {
  const all = new Map<string, Kept>();
  const digest = (one: Kept) => sha256Hex(canonicalJson(one.body));
  const port: Approvals = {
    request(_, request) {
      const id = ids();
      all.set(id, { ...request, id, state: 'open', approvers: [] });
      return id;
    },
    withdraw(_, id) {
      const one = all.get(id);
      if (one?.state === 'open') one.state = 'withdrawn';
    },
    stateOf(_, id) {
      const one = all.get(id);
      return one === undefined
        ? null
        : { state: one.state, digest: digest(one), requestedBy: one.requestedBy, approvers: one.approvers };
    },
    consume(_, id, body, kind) {
      const one = all.get(id);
      if (one?.state !== 'approved' || one.kind !== kind) throw new Refusal('APPROVAL_MISSING');
      if (canonicalJson(body) !== canonicalJson(one.body)) throw new Refusal('APPROVAL_DIFFERS');
      one.state = 'executed';
    },
  };
  return {
    port,
    all,
    decide(id: string, state: 'approved' | 'refused' | 'expired', by = 'boris') {
      const one = all.get(id);
      if (one === undefined || one.requestedBy === by) throw new Error('nobody approves what they asked for');
      one.state = state;
      one.approvers = state === 'expired' ? [] : [by];
    },
  };
}

export interface SopDesk {
  readonly store: Store;
  readonly sop: Sop;
  readonly clock: ManualClock;
  readonly dataDir: string;
  readonly approvals: ReturnType<typeof smallApprovals>;
  /** Calls a procedure of the contract as an operator, the way the router does. */
  call<Name extends keyof Sop['handlers']>(name: Name, input: InputOf<Name>, who?: SopOperator): Promise<OutputOf<Name>>;
  /** Lets the clock's jobs do what is due now. */
  settle(ms?: number): Promise<void>;
  /** Closes everything as a crash would, and opens it again from what is stored. */
  crash(): Promise<SopDesk>;
}

type HandlerOf<Name extends keyof Sop['handlers']> = Sop['handlers'][Name];
export type InputOf<Name extends keyof Sop['handlers']> =
  HandlerOf<Name> extends { readonly query: (input: infer I, call: Call) => unknown }
    ? I
    : HandlerOf<Name> extends { readonly command: (input: infer I, call: Call) => unknown }
      ? I
      : HandlerOf<Name> extends QueryHandler<infer I, unknown> | CommandHandler<infer I, unknown>
        ? I
        : never;
export type OutputOf<Name extends keyof Sop['handlers']> =
  HandlerOf<Name> extends QueryHandler<infer _I, infer O> | CommandHandler<infer _J, infer O> ? O : never;

export interface SopDeskOptions {
  readonly dataDir?: string;
  readonly clock?: ManualClock;
  readonly shipped?: readonly string[];
  readonly checks?: Checks;
  readonly acts?: Acts;
  readonly approvals?: ReturnType<typeof smallApprovals>;
  readonly operators?: readonly SopOperator[];
  /** Whether its clock is looked at by itself; otherwise `settle` does, so that days pass in one go. */
  readonly ticking?: boolean;
}

/** A real store on a manual clock with the procedures desk on it. */
export async function aSopDesk(options: SopDeskOptions = {}): Promise<SopDesk> {
  const dataDir = options.dataDir ?? aFolder();
  const clock = options.clock ?? manualClock(TEST_START);
  const { log } = aLog();
  const store = await openStore({ dataDir, clock, log });
  const ids = systemIds(clock);
  const approvals = options.approvals ?? smallApprovals(ids);
  const operators = options.operators ?? [ANNA, BORIS, TOM, GONE];
  const sop = createSop({
    read: store.read,
    commands: store.commands,
    facts: store.facts,
    clock: options.ticking === true ? clock : { ...clock, setInterval: () => ({ cancel: () => undefined }) },
    ids,
    evidence: evidenceStore(dataDir),
    operators: () => operators,
    approvals: approvals.port,
    checks: options.checks ?? {},
    acts: options.acts ?? {},
    sessions: sessions as unknown as Readonly<Record<string, SessionHours>>,
    shipped: () => options.shipped ?? [],
    onError: (error) => {
      throw error;
    },
  });
  sop.start();
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await sop.stop();
    store.close();
  };
  onTestFinished(close);
  return {
    store,
    sop,
    clock,
    dataDir,
    approvals,
    async call(name, input, who = ANNA) {
      const handler = sop.handlers[name] as QueryHandler<unknown, unknown> | CommandHandler<unknown, unknown>;
      const call: Call = { actor: actorOf(who), host: 'web', sessionId: null, signal: undefined };
      if ('query' in handler) return promised(name, await handler.query(input, call)) as never;
      const work = await handler.command(input, call);
      return promised(name, store.commands.run({ actor: who.id, action: `sop.${name}`, input: {} }, work)) as never;
    },
    async settle(ms = 0) {
      await clock.advanceAsync(ms);
      sop.resume();
      for (let turn = 0; turn < 20; turn += 1) await clock.advanceAsync(0);
    },
    async crash() {
      await close();
      return aSopDesk({ ...options, dataDir, clock, approvals });
    },
  };
}

/** What is answered must be what the contract promises, as the router sees to it. */
function promised(name: keyof Sop['handlers'], output: unknown): unknown {
  const schema = sopContract[name]['~orpc'].outputSchema as unknown as z.ZodType;
  const parsed = schema.safeParse(output);
  if (!parsed.success) throw new Error(`sop.${name} answers what its contract does not say: ${parsed.error.message}`);
  return parsed.data;
}
