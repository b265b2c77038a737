import { describe, expect, it } from 'vitest';
import { accessActs } from '../../electron/backend/features/access/acts';
import type { Rights } from '../../shared/features/access/operator';
import { type AccessDesk, anAccessDesk } from '../builders/accessDesk';
import type { Client } from '../builders/console';
import { anOperator, aSeat, codeAt, ownerSignedIn, PASSWORD } from '../builders/operators';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SELF = { name: 'Camille Durand', language: 'fr', timeZone: 'Europe/Paris' } as const;
const ANALYST: Rights & { team: string } = { roles: ['analyst'], level: 2, tier: 0, team: 'Signaux' };
const reason = 'decided at the review';
const refusal = (code: string) => ({ code });

function auditOf({ backend }: AccessDesk, action: string) {
  const { read } = backend.store;
  return read.all(
    read.db.selectFrom('audit').select(['actor', 'result', 'code', 'subject', 'input_digest']).where('action', '=', action),
  );
}

/** The owner at a browser, with the second factor given just now. */
async function anOwner(desk: AccessDesk): Promise<Client> {
  const { sessionId } = await ownerSignedIn(desk.backend.store, DAY / 2);
  return desk.browser(sessionId).client;
}

describe('the first start', () => {
  it('[ACC7] makes the owner, once, under the id that the records already know, and lets nobody in without a second factor', async () => {
    const desk = await anAccessDesk();
    const { client } = desk.browser();
    expect(await client.access.hello()).toMatchObject({ state: 'setup', operator: null, permissions: ['session:open'] });
    const self = { ...SELF, email: 'Camille@Sirrius.example' };
    await expect(client.access.setUp({ ...self, password: 'motdepasse1234' })).rejects.toMatchObject(refusal('WEAK_PASSWORD'));
    await client.access.setUp({ ...self, password: PASSWORD });
    expect(await client.access.hello()).toMatchObject({ state: 'enrol', operator: { id: 'owner', level: 5, tier: 3 } });
    await expect(client.settings.get()).rejects.toMatchObject(refusal('FORBIDDEN'));
    await expect(client.access.setUp({ ...self, password: PASSWORD })).rejects.toMatchObject(refusal('ALREADY_SET_UP'));

    const { secret, uri } = await client.access.beginSecondFactor();
    expect(uri).toContain(secret);
    const wrong = client.access.confirmSecondFactor({ code: codeAt(desk.clock.now() + DAY, secret) });
    await expect(wrong).rejects.toMatchObject(refusal('WRONG_CODE'));
    const { recoveryCodes } = await client.access.confirmSecondFactor({ code: codeAt(desk.clock.now(), secret) });
    expect(new Set(recoveryCodes).size).toBe(10);
    const hello = await client.access.hello();
    expect(hello).toMatchObject({ state: 'signed-in', steppedUpUntil: desk.clock.now() + 5 * MINUTE });
    expect(hello.permissions).toContain('access:manage');
    expect(auditOf(desk, 'access.setUp').at(1)).toMatchObject({ result: 'done', subject: 'owner' });
    await client.notifications.markAllRead();
    expect(auditOf(desk, 'notifications.markAllRead')).toMatchObject([{ actor: 'owner', result: 'done' }]);
  });
});

describe('signing in', () => {
  it('[ACC10] takes each code once, also in the period beside, and a recovery code once', async () => {
    const desk = await anAccessDesk();
    await anOperator(desk.backend.store, { id: 'anna', email: 'anna@sirrius.example' });
    const signIn = (code?: string) => {
      const given = { email: 'ANNA@sirrius.example', password: PASSWORD };
      return desk.browser().client.access.signIn(code === undefined ? given : { ...given, code });
    };
    await expect(signIn()).rejects.toMatchObject(refusal('CODE_REQUIRED'));
    const code = codeAt(desk.clock.now() - 30_000);
    await signIn(code);
    await expect(signIn(code), 'replayed').rejects.toMatchObject(refusal('WRONG_CODE'));
    await expect(signIn(codeAt(desk.clock.now() - 60_000)), 'too old').rejects.toMatchObject(refusal('WRONG_CODE'));
    await signIn(codeAt(desk.clock.now()));

    const { client } = desk.browser(aSeat(desk.backend.store, 'anna', MINUTE).sessionId);
    const { recoveryCodes } = await client.access.newRecoveryCodes();
    const [one = '', two = ''] = recoveryCodes;
    await signIn(one.toLowerCase().replaceAll('-', ' '));
    await expect(signIn(one)).rejects.toMatchObject(refusal('WRONG_CODE'));
    await client.access.newRecoveryCodes();
    await expect(signIn(two), 'void with the new ones').rejects.toMatchObject(refusal('WRONG_CODE'));
  });

  it('[ACC11] makes wrong answers ever slower, for one account, also across a restart, and says nothing of who exists', async () => {
    const desk = await anAccessDesk();
    await anOperator(desk.backend.store, { id: 'anna', email: 'anna@sirrius.example', secondFactor: false });
    const signIn = (from: AccessDesk, email: string, password: string) =>
      from.browser().client.access.signIn({ email, password });
    for (let count = 0; count < 5; count += 1) {
      await expect(signIn(desk, 'anna@sirrius.example', 'wrong')).rejects.toMatchObject(refusal('WRONG_CREDENTIALS'));
    }
    await expect(signIn(desk, 'nobody@sirrius.example', 'wrong')).rejects.toMatchObject(refusal('WRONG_CREDENTIALS'));
    const waiting = { code: 'TOO_MANY', data: { waitMs: 1000 } };
    await expect(signIn(desk, 'anna@sirrius.example', PASSWORD), 'even the right one').rejects.toMatchObject(waiting);
    await desk.backend.stop();
    const again = await anAccessDesk({ dataDir: desk.dataDir, clock: desk.clock });
    await expect(signIn(again, 'anna@sirrius.example', PASSWORD)).rejects.toMatchObject(refusal('TOO_MANY'));
    await again.clock.advanceAsync(1000);
    await expect(signIn(again, 'anna@sirrius.example', 'wrong')).rejects.toMatchObject(refusal('WRONG_CREDENTIALS'));
    await again.clock.advanceAsync(1000);
    await expect(signIn(again, 'anna@sirrius.example', PASSWORD)).rejects.toMatchObject({ data: { waitMs: 1000 } });
    await again.clock.advanceAsync(1000);
    await signIn(again, 'anna@sirrius.example', PASSWORD);
    for (let count = 0; count < 4; count += 1) {
      await expect(signIn(again, 'anna@sirrius.example', 'wrong')).rejects.toMatchObject(refusal('WRONG_CREDENTIALS'));
    }
    await signIn(again, 'anna@sirrius.example', PASSWORD);
  });

  it('[ACC11] does not give many guesses at once for the price of one, and slows all accounts together', async () => {
    const desk = await anAccessDesk();
    await anOperator(desk.backend.store, { id: 'anna', email: 'anna@sirrius.example', secondFactor: false });
    const codes = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        desk
          .browser()
          .client.access.signIn({
            email: index < 20 ? 'anna@sirrius.example' : `other${index}@sirrius.example`,
            password: 'wrong',
          })
          .then(
            () => 'done',
            (error: { code: string }) => error.code,
          ),
      ),
    );
    expect(codes.slice(0, 20).filter((code) => code !== 'TOO_MANY')).toHaveLength(5);
    expect(codes.filter((code) => code !== 'TOO_MANY')).toHaveLength(20);
  });

  it('[ACC12] keeps no password and no code, not even as a digest that could be guessed from', async () => {
    const desk = await anAccessDesk();
    await anOperator(desk.backend.store, { id: 'anna', email: 'anna@sirrius.example', secondFactor: false });
    const signIn = (password: string) => desk.browser().client.access.signIn({ email: 'anna@sirrius.example', password });
    await expect(signIn('first guess')).rejects.toThrow();
    await expect(signIn('another guess')).rejects.toThrow();
    await expect(desk.browser().client.access.signIn('first guess' as never)).rejects.toThrow();
    const digests = auditOf(desk, 'access.signIn').map(({ input_digest }) => input_digest);
    expect(digests[0]).toBe(digests[1]);
    await signIn(PASSWORD);
    const { read } = desk.backend.store;
    const stored = JSON.stringify([
      read.all(read.db.selectFrom('operators').selectAll()),
      read.all(read.db.selectFrom('operator_passwords').selectAll()),
      read.all(read.db.selectFrom('login_attempts').selectAll()),
    ]);
    expect(stored).not.toContain(PASSWORD);
    expect(JSON.stringify(read.all(read.db.selectFrom('login_attempts').selectAll()))).not.toContain('anna');
  });
});

describe('locking', () => {
  it('[ACC13] follows a quarter of an hour without a person; streams and refreshing are none', async () => {
    const desk = await anAccessDesk();
    await anOperator(desk.backend.store, { id: 'anna', secondFactor: false, email: 'anna@sirrius.example' });
    const { sessionId } = aSeat(desk.backend.store, 'anna');
    const { client } = desk.browser(sessionId);
    const stream = await client.market.quotes({ instruments: ['BTCUSDT'], hz: 1 });
    const ended = (async () => {
      for await (const _ of stream);
    })().catch((error: { code: string }) => error.code);
    await client.access.updateProfile({ language: 'en' });
    for (let minute = 0; minute < 14; minute += 1) {
      await client.settings.get();
      await desk.clock.advanceAsync(MINUTE);
    }
    expect((await client.access.hello()).state).toBe('signed-in');
    await desk.clock.advanceAsync(2 * MINUTE);
    expect(await client.access.hello()).toMatchObject({
      state: 'locked',
      operator: { id: 'anna' },
      permissions: ['session:open'],
    });
    expect(await ended).toBe('FORBIDDEN');
    await expect(client.settings.get()).rejects.toMatchObject(refusal('FORBIDDEN'));
    await expect(client.access.beginSecondFactor()).rejects.toMatchObject(refusal('NOT_SIGNED_IN'));
    await expect(client.access.unlock({ password: 'wrong' })).rejects.toMatchObject(refusal('WRONG_CREDENTIALS'));
    await client.access.unlock({ password: PASSWORD });
    expect((await client.access.hello()).state).toBe('signed-in');
    await expect(client.access.unlock({ password: PASSWORD })).rejects.toMatchObject(refusal('NOT_LOCKED'));
  });

  it('[ACC13] holds for all windows of one browser, survives a restart, and takes the second factor back', async () => {
    const desk = await anAccessDesk();
    await anOperator(desk.backend.store, { id: 'anna', email: 'anna@sirrius.example' });
    const first = desk.browser(aSeat(desk.backend.store, 'anna').sessionId);
    await first.client.access.stepUp({ code: codeAt(desk.clock.now()) });
    const { token } = await first.client.access.windowToken();
    const opened = desk.backend.access.openSession(token, 'window');
    const second = desk.browser(('secret' in opened ? desk.backend.access.authenticate(opened.secret) : null) ?? '');
    expect(await second.client.access.hello()).toMatchObject({
      state: 'signed-in',
      steppedUpUntil: desk.clock.now() + 5 * MINUTE,
    });
    const news = await first.client.access.helloChanges();
    const told = news.next();
    await second.client.access.lock();
    expect((await told).value).toEqual({ sequence: 1 });
    expect(await first.client.access.hello()).toMatchObject({ state: 'locked', steppedUpUntil: 0 });
    await desk.backend.stop();
    const again = await anAccessDesk({ dataDir: desk.dataDir, clock: desk.clock });
    expect((await again.browser(first.sessionId).client.access.hello()).state).toBe('locked');
  });
});

describe('the desktop', () => {
  it('[ACC13] goes on where it was when the backend alone falls, and is locked once the app was closed', async () => {
    const desk = await anAccessDesk();
    await ownerSignedIn(desk.backend.store, 0, 'desktop');
    const state = (of: AccessDesk) => {
      const { sessionId } = of.backend.access.desktopContext();
      return of.backend.access.principals.standing(sessionId).state;
    };
    expect(state(desk)).toBe('signed-in');
    await desk.backend.stop();
    const again = await anAccessDesk({ dataDir: desk.dataDir, clock: desk.clock });
    expect(state(again)).toBe('locked');
  });

  it('[ACC15] gets a session of its own again, in which nobody is, once its own was cut', async () => {
    const desk = await anAccessDesk();
    await ownerSignedIn(desk.backend.store, 0, 'desktop');
    const context = desk.backend.access.desktopContext();
    const before = context.sessionId;
    const { commands } = desk.backend.store;
    commands.run({ actor: 'system:test', action: 'test.cut', input: null }, (tx) => accessActs.cutSessions(tx, 'owner'));
    expect(context.actor).toMatchObject({ id: 'guest', permissions: new Set(['session:open']) });
    expect(context.sessionId).not.toBe(before);
  });
});

describe('managing access', () => {
  it('[ACC14] invites with a code that works once, for seven days', async () => {
    const desk = await anAccessDesk();
    const owner = await anOwner(desk);
    const email = 'anna@sirrius.example';
    const { id, code, expiresAt } = await owner.access.invite({ ...SELF, ...ANALYST, email });
    expect(expiresAt).toBe(desk.clock.now() + 7 * DAY);
    await expect(owner.access.invite({ ...SELF, ...ANALYST, email: 'Anna@Sirrius.example' })).rejects.toMatchObject(
      refusal('EMAIL_TAKEN'),
    );
    const accept = (given: string) => desk.browser().client.access.acceptInvitation({ ...SELF, code: given, password: PASSWORD });
    await expect(accept('AAAA-BBBB-CCCC-DDDD')).rejects.toMatchObject(refusal('UNKNOWN_INVITATION'));
    const { code: renewed } = await owner.access.renewInvitation({ id });
    await expect(accept(code), 'replaced').rejects.toMatchObject(refusal('UNKNOWN_INVITATION'));
    const { client } = desk.browser();
    await client.access.acceptInvitation({ ...SELF, name: 'Anna Roux', code: renewed, password: PASSWORD });
    expect(await client.access.hello()).toMatchObject({ state: 'signed-in', operator: { id, name: 'Anna Roux', level: 2 } });
    await expect(accept(renewed)).rejects.toMatchObject(refusal('UNKNOWN_INVITATION'));
    const late = await owner.access.invite({ ...SELF, ...ANALYST, email: 'late@sirrius.example' });
    await desk.clock.advanceAsync(7 * DAY);
    await expect(accept(late.code)).rejects.toMatchObject(refusal('EXPIRED_INVITATION'));
  });

  it('[ACC15] takes effect at once: rights, and the end of every session, socket and stream', async () => {
    const desk = await anAccessDesk();
    const owner = await anOwner(desk);
    await anOperator(desk.backend.store, { id: 'anna', email: 'anna@sirrius.example', secondFactor: false });
    const seat = aSeat(desk.backend.store, 'anna');
    const { client } = desk.browser(seat.sessionId);
    const ends: string[] = [];
    desk.backend.access.onEnded((id) => void ends.push(id));
    await expect(client.signals.release({ id: 'ab'.repeat(16), reason })).rejects.toMatchObject(refusal('UNKNOWN_SIGNAL'));
    await owner.access.changeRights({ ...ANALYST, roles: ['trader'], id: 'anna', reason });
    await expect(client.signals.release({ id: 'ab'.repeat(16), reason })).rejects.toMatchObject(refusal('FORBIDDEN'));
    await owner.access.changeRights({ ...ANALYST, level: 3, id: 'anna', reason });
    expect((await client.access.hello()).state, 'a second factor is due now').toBe('enrol');
    await owner.access.changeRights({ ...ANALYST, id: 'anna', reason });
    const stream = (await client.market.quotes({ instruments: ['BTCUSDT'], hz: 1 }))[Symbol.asyncIterator]();
    const drained = (async () => {
      while ((await stream.next()).done !== true);
    })().catch((error: { code: string }) => error.code);
    expect(await owner.access.disable({ id: 'anna', reason })).toMatchObject({ state: 'disabled' });
    expect(await drained).toBe('FORBIDDEN');
    expect(ends).toEqual([seat.sessionId]);
    expect(desk.backend.access.authenticate(seat.secret)).toBeNull();
    await expect(
      desk.browser().client.access.signIn({ email: 'anna@sirrius.example', password: PASSWORD }),
    ).rejects.toMatchObject(refusal('DISABLED'));
    await expect(owner.access.archive({ id: 'owner', reason })).rejects.toMatchObject(refusal('NOT_SELF'));
    await owner.access.enable({ id: 'anna', reason });
    await expect(owner.access.archive({ id: 'anna', reason })).rejects.toMatchObject(refusal('NOT_DISABLED'));
    await owner.access.disable({ id: 'anna', reason });
    expect(await owner.access.archive({ id: 'anna', reason })).toMatchObject({ state: 'archived', passwordAt: null });
    const { events } = await owner.access.operator({ id: 'anna' });
    expect(events[0]).toEqual({ at: desk.clock.now(), actor: 'owner', kind: 'archived', reason });
    expect(events.map(({ kind }) => kind).toReversed()).toEqual([
      ...['rights', 'rights', 'rights', 'disabled', 'enabled', 'disabled', 'archived'],
    ]);
  });

  it('[ACC16] never loses its last owner, and nobody changes their own rights', async () => {
    const desk = await anAccessDesk();
    const owner = await anOwner(desk);
    const change = { ...ANALYST, reason };
    await expect(owner.access.changeRights({ ...change, id: 'owner' })).rejects.toMatchObject(refusal('NOT_SELF'));
    await expect(owner.access.disable({ id: 'owner', reason })).rejects.toMatchObject(refusal('NOT_SELF'));
    await anOperator(desk.backend.store, { id: 'second', roles: ['security'], level: 5 });
    const second = desk.browser(aSeat(desk.backend.store, 'second', DAY / 2).sessionId).client;
    await second.access.disable({ id: 'owner', reason });
    await expect(second.access.disable({ id: 'nobody', reason })).rejects.toMatchObject(refusal('UNKNOWN_OPERATOR'));
    const { commands } = desk.backend.store;
    const byProcedure = () =>
      commands.run({ actor: 'system:test', action: 'test.leave', input: null }, (tx) => accessActs.disable(tx, 'second', reason));
    expect(byProcedure, 'nor by a procedure').toThrow(expect.objectContaining({ code: 'LAST_OWNER' }));
  });
});
