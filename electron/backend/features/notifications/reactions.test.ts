import { describe, expect, it } from 'vitest';
import { settings } from '../../../../shared/features/settings/contract';
import { anActor } from '../../../../test/builders/actor';
import { aStore } from '../../../../test/builders/store';
import { systemIds } from '../../kit/ids';
import { registerNotificationReactions } from './reactions';
import { createNotifications } from './service';
import { listNotifications, markRead } from './store';

const holders = (roles: readonly string[]) => (roles.includes('trader') ? ['anna', 'boris'] : []);

async function aDesk(wishes: { notifyQuarantine?: boolean; notifyOutcomes?: boolean } = {}) {
  const { store, clock } = await aStore();
  const { reactions, read, commands } = store;
  registerNotificationReactions({ reactions, ids: systemIds(clock), settings: () => settings.parse(wishes), holders });
  reactions.start();
  const announce = (kind: string, data: { notify?: boolean; simulated?: boolean; roles?: string[]; operators?: string[] } = {}) =>
    commands.run({ actor: 'system:engine', action: 'test', input: {} }, (tx) =>
      tx.fact(kind, 'ab'.repeat(16), { notify: true, simulated: false, values: { instrument: 'BTCUSDT' }, ...data }),
    );
  const settle = () => clock.advanceAsync(100);
  return { store, clock, announce, settle, notices: (who = 'owner') => listNotifications(read, who, null, 50) };
}

describe('notices', () => {
  it('[NOT1] are made once per fact, also when a reaction runs again after a crash', async () => {
    const { store, clock, announce, settle, notices } = await aDesk();
    announce('signal.validated');
    await settle();
    expect(notices()).toMatchObject([
      { kind: 'signal.validated', link: `/signals/${'ab'.repeat(16)}`, urgency: 'attention', readAt: null },
    ]);
    store.reactions.stop();
    store.commands.run({ actor: 'test', action: 'test', input: {} }, (tx) =>
      tx.run(tx.db.updateTable('reaction_cursors').set({ sequence: 0 })),
    );
    store.reactions.start();
    await settle();
    announce('signal.outcome');
    await settle();
    expect(notices().map(({ kind }) => kind)).toEqual(['signal.outcome', 'signal.validated']);
    expect(clock.now()).toBeGreaterThan(0);
  });

  it('[NOT1] are told once they are stored', async () => {
    const { store, clock, announce, settle, notices } = await aDesk();
    const { handlers } = createNotifications({ read: store.read, facts: store.facts, clock });
    if (!('query' in handlers.stream)) throw new Error('a stream is a query');
    const call = {
      actor: anActor(),
      host: 'web',
      sessionId: null,
      signal: undefined,
    } as const;
    const stream = (await handlers.stream.query(undefined, call)) as AsyncGenerator;
    const first = stream.next();
    await settle();
    announce('feed.offline');
    await settle();
    expect((await first).value).toEqual(notices()[0]);
  });

  it('[NOT2] say that they are simulated', async () => {
    const { announce, settle, notices } = await aDesk();
    announce('signal.validated', { simulated: true });
    await settle();
    expect(notices()).toMatchObject([{ simulated: true }]);
  });

  it('[NOT3] follow the wishes of the operator, and what is too old is none', async () => {
    const { store, announce, settle, notices } = await aDesk({ notifyQuarantine: false, notifyOutcomes: false });
    announce('signal.quarantined');
    announce('signal.outcome');
    announce('signal.validated', { notify: false });
    announce('clock.offset');
    await settle();
    expect(notices().map(({ kind }) => kind)).toEqual(['clock.offset']);
    expect(store.facts.head()).toBeGreaterThanOrEqual(4);
  });

  it('[NOT4] are for those whom they concern, and each reads their own', async () => {
    const { store, announce, settle, notices } = await aDesk();
    announce('sop.due', { roles: ['trader'] });
    announce('sop.assigned', { operators: ['boris'] });
    announce('sop.missed', { roles: ['nobody-has-it'] });
    await settle();
    expect(notices('anna').map(({ kind }) => kind)).toEqual(['sop.missed', 'sop.due']);
    expect(notices('boris').map(({ kind }) => kind)).toEqual(['sop.missed', 'sop.assigned', 'sop.due']);
    store.commands.run({ actor: 'anna', action: 'test', input: {} }, (tx) => markRead(tx, 'anna', null));
    expect(notices('boris').map(({ readAt }) => readAt === null)).toEqual([false, true, true]);
    expect(notices('boris')[1]).toMatchObject({ link: `/runs/${'ab'.repeat(16)}`, operators: ['boris'] });
  });
});
