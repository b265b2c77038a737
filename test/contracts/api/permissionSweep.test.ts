import { createRouterClient } from '@orpc/server';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Backend, openBackend } from '../../../electron/backend/compose';
import { systemClock } from '../../../electron/backend/kit/clock';
import { createLog } from '../../../electron/backend/kit/log';
import { api } from '../../../shared/api';
import { type AccessLevel, ROLES, type Role, type SupportTier } from '../../../shared/base/access';
import type { ProcedureMeta } from '../../../shared/base/contract';
import { permissionsOf, secondFactorDue } from '../../../shared/features/access/matrix';
import { temporaryFolder } from '../../builders/console';
import { anOperator, aSeat } from '../../builders/operators';

const LEVELS: readonly AccessLevel[] = [1, 2, 3, 4, 5];
const HOUR = 3_600_000;
/** These end the session that they are called in. */
const ENDING = new Set(['access.lock', 'access.signOut', 'access.revokeOtherSessions']);

type Nouns = Record<string, Record<string, { '~orpc': { meta: ProcedureMeta } }>>;
type AnyClient = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;

const PROCEDURES = Object.entries(api as unknown as Nouns).flatMap(([noun, contract]) =>
  Object.entries(contract).map(([name, procedure]) => ({ noun, name, path: `${noun}.${name}`, meta: procedure['~orpc'].meta })),
);

interface Person {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly level: AccessLevel;
  readonly tier: SupportTier;
}

let backend: Backend;
const people: Person[] = [];

beforeAll(async () => {
  const folder = temporaryFolder();
  backend = await openBackend({
    dataDir: folder.path,
    feed: { kind: 'simulation' },
    host: 'web',
    version: '0.0.0-test',
    clock: systemClock(),
    log: createLog({ level: 'silent' }),
    env: {},
    historyMinutes: 1,
  });
  for (const role of ROLES) {
    for (const level of LEVELS) {
      for (const tier of role === 'support-l3' ? ([0, 3] as const) : ([0] as const)) {
        const rights = { roles: [role], level, tier };
        people.push({ ...rights, id: await anOperator(backend.store, rights) });
      }
    }
  }
  return async () => {
    await backend.stop();
    folder.remove();
  };
}, 60_000);

/** Calls with an input that no procedure takes: who may ask is told before what was asked is read. */
async function answer(sessionId: string, noun: string, name: string): Promise<string> {
  const client = createRouterClient(backend.router, { context: backend.access.webContext(sessionId) }) as unknown as AnyClient;
  try {
    const output = await client[noun]?.[name]?.('no such input');
    if (typeof output === 'object' && output !== null && 'return' in output) await (output as AsyncGenerator).return(undefined);
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('[ACC7] every procedure with every role at every level', () => {
  it.each(ROLES)(
    '%s',
    async (role) => {
      const differing: string[] = [];
      for (const person of people.filter(({ roles }) => roles.includes(role))) {
        const held = permissionsOf({ ...person, roles: [...person.roles] });
        const seat = aSeat(backend.store, person.id, HOUR);
        for (const { noun, name, path, meta } of PROCEDURES) {
          const { sessionId } = ENDING.has(path) ? aSeat(backend.store, person.id, HOUR) : seat;
          const allowed = (await answer(sessionId, noun, name)) !== 'FORBIDDEN';
          if (allowed !== held.has(meta.permission))
            differing.push(`${path} level ${person.level} tier ${person.tier}: ${allowed}`);
        }
      }
      expect(differing).toEqual([]);
    },
    120_000,
  );

  it('opens the door and nothing else to who is not signed in, is locked, or has no second factor yet', async () => {
    const waiting = await anOperator(backend.store, { roles: ['cto'], level: 5, secondFactor: false });
    const guest = backend.access.openSession(backend.access.startToken(), 'guest');
    const locked = people.find(({ roles, level }) => roles[0] === 'ceo' && level === 5);
    const lockedSeat = aSeat(backend.store, locked?.id ?? '', HOUR);
    await answer(lockedSeat.sessionId, 'access', 'lock');
    const sessions = [
      'secret' in guest ? backend.access.authenticate(guest.secret) : null,
      lockedSeat.sessionId,
      aSeat(backend.store, waiting, HOUR).sessionId,
    ];
    for (const sessionId of sessions) {
      for (const { noun, name, path, meta } of PROCEDURES.filter(({ path }) => !ENDING.has(path))) {
        const allowed = (await answer(sessionId ?? '', noun, name)) !== 'FORBIDDEN';
        expect(allowed, path).toBe(meta.permission === 'session:open');
      }
    }
  });
});

describe('[ACC8] the second factor again', () => {
  it('is asked for by every procedure that says so, of who may call it, and counts for a while only', async () => {
    const asking = PROCEDURES.filter(({ meta }) => meta.stepUp);
    expect(asking.length).toBeGreaterThan(0);
    const everything = await anOperator(backend.store, { roles: ROLES.filter((role) => role !== 'auditor'), level: 5, tier: 3 });
    const [without, fresh] = [aSeat(backend.store, everything), aSeat(backend.store, everything, HOUR)];
    for (const { noun, name, path, meta } of asking) {
      expect(meta.kind, path).toBe('command');
      expect(await answer(without.sessionId, noun, name), path).toBe('STEP_UP');
      expect(['STEP_UP', 'FORBIDDEN'], path).not.toContain(await answer(fresh.sessionId, noun, name));
    }
    const { read } = backend.store;
    const refused = read.all(read.db.selectFrom('audit').select(['action', 'actor']).where('code', '=', 'STEP_UP'));
    expect(refused).toEqual(asking.map(({ path }) => ({ action: path, actor: everything })));
  });

  it('asks a factor of level 3 and more, and of who approves money', () => {
    expect(secondFactorDue({ roles: ['analyst'], level: 2, tier: 0 })).toBe(false);
    expect(secondFactorDue({ roles: ['analyst'], level: 3, tier: 0 })).toBe(true);
    expect(secondFactorDue({ roles: ['finance-manager'], level: 1, tier: 0 })).toBe(true);
  });
});

/** Names under which something is asked that nobody may read again. */
const SECRET = /^(?:password|passphrase|current|next|code|recoveryCode|token|.*[sS]ecret)$/;

describe('[ACC12] whatever is secret in a question', () => {
  it('is named in its contract, so that the journal keeps no digest to guess from', () => {
    const asked = Object.entries(api as unknown as Inputs).flatMap(([noun, contract]) =>
      Object.entries(contract).flatMap(([name, { '~orpc': procedure }]) =>
        Object.keys(procedure.inputSchema?.shape ?? {})
          .filter((field) => procedure.meta.kind === 'command' && SECRET.test(field))
          .map((field) => ({ field: `${noun}.${name}.${field}`, named: procedure.meta.secrets.includes(field) })),
      ),
    );
    expect(asked.length, 'there are some').toBeGreaterThan(6);
    expect(asked.filter(({ named }) => !named).map(({ field }) => field)).toEqual([]);
  });
});

type Inputs = Record<
  string,
  Record<string, { '~orpc': { meta: ProcedureMeta; inputSchema?: { shape?: Readonly<Record<string, unknown>> } } }>
>;
