import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../../shared/base/time';
import type { ApprovalDetail } from '../../../../shared/features/approvals/contract';
import type { Approver } from '../../../../shared/features/approvals/rules';
import { anActor } from '../../../../test/builders/actor';
import { aStore, type StoreForTest } from '../../../../test/builders/store';
import { systemIds } from '../../kit/ids';
import type { Call } from '../handlers';
import type { ApprovalRequest } from './ports';
import { createApprovals } from './service';

const person = (id: string, roles: Approver['roles'], rest: Partial<Approver> = {}): Approver => ({
  ...{ id, name: id, roles, level: 3, tier: 0, active: true },
  ...rest,
});
const TEAM: readonly Approver[] = [
  person('anna', ['support-l2']),
  person('bruno', ['team-lead']),
  person('chloe', ['finance-manager', 'team-lead']),
  person('denis', ['analyst']),
];
const reason = 'looked at and right';

async function aDesk(team: readonly Approver[] = TEAM, given?: StoreForTest) {
  const { store, clock } = given ?? (await aStore());
  let people = team;
  const approvals = createApprovals({
    ...{ read: store.read, facts: store.facts, commands: store.commands, clock, ids: systemIds(clock) },
    operators: () => people,
    takeRecoveryCode: (_, operator, code) => operator === 'anna' && code === 'GOOD-CODE',
  });
  const as = async <T>(actor: string, name: keyof typeof approvals.handlers, input: unknown): Promise<T> => {
    const handler = approvals.handlers[name] as { command?: unknown; query?: unknown };
    const call: Call = { actor: anActor([], { id: actor }), host: 'web', sessionId: null, signal: undefined };
    if (handler.command === undefined) return (handler.query as (input: unknown, call: Call) => T)(input, call);
    const work = await (handler.command as (input: unknown, call: Call) => (tx: never) => T)(input, call);
    return store.commands.run({ actor, action: `approvals.${name}`, input: {} }, work as never) as T;
  };
  const body = { refund: 'r1', minor: 30_000 };
  const ask = (rest: Partial<ApprovalRequest> = {}) =>
    store.commands.run({ actor: 'anna', action: 'test.ask', input: {} }, (tx) =>
      approvals.request(tx, {
        kind: 'deployment',
        subject: 'r1',
        title: { fr: 'Déployer', en: 'Deploy' },
        link: null,
        requestedBy: 'anna',
        body,
        lines: [],
        amount: null,
        groups: [{ id: 'lead', roles: ['team-lead'] }],
        expiresAt: tx.at + DAY,
        ...rest,
      }),
    );
  const seen = (id: string, actor = 'bruno') => as<ApprovalDetail>(actor, 'get', { id });
  const approve = async (actor: string, id: string) =>
    as<ApprovalDetail>(actor, 'approve', { id, digest: (await seen(id, actor)).digest, reason });
  const use = (id: string, what: object = body, kind = 'deployment') =>
    store.commands.run({ actor: 'anna', action: 'test.use', input: {} }, (tx) => approvals.consume(tx, id, what as never, kind));
  return { store, clock, approvals, as, ask, seen, approve, use, staff: (next: readonly Approver[]) => (people = next) };
}
const word = (code: string) => expect.objectContaining({ code });

describe('approvals', () => {
  it('[APP1] are never given by who asked, nor by who is excluded, nor through them', async () => {
    const { ask, approve, as } = await aDesk([person('anna', ['team-lead']), ...TEAM.slice(1)]);
    const id = ask({ excluded: ['bruno'] });
    await expect(approve('anna', id)).rejects.toEqual(word('OWN_REQUEST'));
    await expect(approve('bruno', id)).rejects.toEqual(word('EXCLUDED'));
    await as('bruno', 'delegate', { to: 'denis', kinds: ['deployment'], until: Date.UTC(2026, 0, 20), reason });
    await expect(approve('denis', id)).rejects.toEqual(word('NOT_APPROVER'));
    expect(await approve('chloe', id)).toMatchObject({ state: 'approved' });
  });

  it('[APP2] need every group, and one person fills one', async () => {
    const { ask, approve, use } = await aDesk();
    const groups = [
      { id: 'lead', roles: ['team-lead' as const] },
      { id: 'money', roles: ['finance-manager' as const] },
    ];
    const id = ask({ groups });
    await expect(approve('denis', id)).rejects.toEqual(word('NOT_APPROVER'));
    expect(await approve('chloe', id)).toMatchObject({ state: 'open' });
    await expect(approve('chloe', id)).rejects.toEqual(word('ALREADY_DECIDED'));
    expect(() => use(id)).toThrow(word('APPROVAL_MISSING'));
    expect(await approve('bruno', id)).toMatchObject({ state: 'approved' });
  });

  it('[APP3] hold for exactly what was shown: another digest, another body or a lowered amount is refused', async () => {
    const { ask, as, approve, use } = await aDesk();
    const id = ask();
    await expect(as('bruno', 'approve', { id, digest: '0'.repeat(64), reason })).rejects.toEqual(word('APPROVAL_DIFFERS'));
    await approve('bruno', id);
    expect(() => use(id, { refund: 'r1', minor: 29_999 })).toThrow(word('APPROVAL_DIFFERS'));
    expect(() => use(id, undefined, 'refund')).toThrow(word('APPROVAL_DIFFERS'));
    expect(() => use(id)).not.toThrow();
  });

  it('[APP4] are used up once, and what is over stays over', async () => {
    const { ask, approve, as, use, seen } = await aDesk();
    const id = ask();
    await approve('bruno', id);
    use(id);
    expect(() => use(id)).toThrow(word('APPROVAL_MISSING'));
    const refused = ask({ subject: 'r2' });
    const { digest } = await seen(refused);
    await as('bruno', 'refuse', { id: refused, digest, reason });
    await expect(approve('chloe', refused)).rejects.toEqual(word('NOT_OPEN'));
    expect(() => use(refused)).toThrow(word('APPROVAL_MISSING'));
    const withdrawn = ask({ subject: 'r3' });
    await expect(as('bruno', 'withdraw', { id: withdrawn, reason })).rejects.toEqual(word('NOT_REQUESTER'));
    await as('anna', 'withdraw', { id: withdrawn, reason });
    await expect(approve('bruno', withdrawn)).rejects.toEqual(word('NOT_OPEN'));
  });

  it('[APP5] run out at their time, also while the console was off, and are as they were after a restart', async () => {
    const given = await aStore();
    const first = await aDesk(TEAM, given);
    const [half, idle] = [
      first.ask({
        groups: [
          { id: 'a', roles: ['team-lead'] },
          { id: 'b', roles: ['finance-manager'] },
        ],
      }),
      first.ask(),
    ];
    await first.approve('bruno', half);
    given.clock.advance(2 * HOUR);
    const second = await aDesk(TEAM, given);
    second.approvals.start();
    expect(await second.approve('chloe', half)).toMatchObject({ state: 'approved' });
    given.clock.advance(DAY);
    expect(await second.seen(idle)).toMatchObject({ state: 'expired' });
    await expect(second.approve('bruno', idle)).rejects.toEqual(word('NOT_OPEN'));
    expect(() => second.use(half)).toThrow(word('APPROVAL_MISSING'));
    second.approvals.stop();
  });

  it('[APP6] may be delegated until a date, and not any further', async () => {
    const { ask, as, approve, clock } = await aDesk();
    const until = clock.now() + DAY;
    await expect(as('bruno', 'delegate', { to: 'bruno', kinds: ['deployment'], until, reason })).rejects.toEqual(
      word('NOT_SELF'),
    );
    const far = clock.now() + 93 * DAY;
    await expect(as('bruno', 'delegate', { to: 'denis', kinds: ['deployment'], until: far, reason })).rejects.toEqual(
      word('BAD_UNTIL'),
    );
    await as('bruno', 'delegate', { to: 'denis', kinds: ['deployment'], until, reason });
    await as('denis', 'delegate', { to: 'anna', kinds: ['deployment'], until, reason });
    expect(await approve('denis', ask())).toMatchObject({
      state: 'approved',
      groups: [{ approval: { by: { id: 'denis' }, holder: { id: 'bruno' } } }],
    });
    const byDenis = ask({ requestedBy: 'chloe', subject: 'r9', groups: [{ id: 'lead', roles: ['team-lead'] }] });
    await expect(approve('anna', byDenis)).rejects.toEqual(word('NOT_APPROVER'));
    clock.advance(DAY + 1);
    await expect(approve('denis', ask({ subject: 'r10' }))).rejects.toEqual(word('NOT_APPROVER'));
  });

  it('[APP7] may be gone around by one person alone, slowly or with a recovery code, for money never', async () => {
    const alone = [person('anna', ['support-l2'])];
    const { ask, as, seen, clock, approvals, staff } = await aDesk(alone);
    approvals.start();
    const glass = async (id: string, recoveryCode: string | null) =>
      as<ApprovalDetail>('anna', 'breakGlass', { id, digest: (await seen(id, 'anna')).digest, reason, recoveryCode });
    await expect(glass(ask({ kind: 'refund', amount: { minor: 100, currency: 'EUR' } }), 'GOOD-CODE')).rejects.toEqual(
      word('MONEY_NEVER'),
    );
    await expect(glass(ask({ kind: 'payout', subject: 'p' }), 'GOOD-CODE')).rejects.toEqual(word('MONEY_NEVER'));
    const quick = ask({ subject: 'q' });
    await expect(glass(quick, 'WRONG')).rejects.toEqual(word('WRONG_CODE'));
    expect(await glass(quick, 'GOOD-CODE')).toMatchObject({ state: 'approved' });
    const slow = ask({ subject: 's', expiresAt: clock.now() + 5 * DAY });
    expect(await glass(slow, null)).toMatchObject({ state: 'open', glass: { state: 'running' } });
    clock.advance(DAY - 1);
    expect(await seen(slow, 'anna')).toMatchObject({ state: 'open' });
    clock.advance(1);
    expect(await seen(slow, 'anna')).toMatchObject({ state: 'approved' });
    const later = ask({ subject: 'l', expiresAt: clock.now() + 5 * DAY });
    await glass(later, null);
    staff([...alone, person('bruno', ['team-lead'])]);
    clock.advance(DAY);
    expect(await seen(later, 'anna')).toMatchObject({ state: 'open', glass: { state: 'lapsed' } });
    await expect(glass(ask({ subject: 'n' }), 'GOOD-CODE')).rejects.toEqual(word('NOT_ALONE'));
    approvals.stop();
  });

  it('[APP8] of somebody who has been disabled since no longer count', async () => {
    const { ask, approve, staff } = await aDesk();
    const id = ask({
      groups: [
        { id: 'a', roles: ['team-lead'] },
        { id: 'b', roles: ['finance-manager'] },
      ],
    });
    await approve('bruno', id);
    staff(TEAM.map((one) => (one.id === 'bruno' ? { ...one, active: false } : one)));
    expect(await approve('chloe', id)).toMatchObject({ state: 'open' });
  });
});
