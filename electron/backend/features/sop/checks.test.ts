import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../../shared/base/time';
import { aCheckContext, aProcedure } from '../../../../test/builders/checks';
import { aSopDesk, BORIS } from '../../../../test/builders/sop';
import { aSopText } from '../../../../test/builders/sopText';
import { aSealedSignal, aStore } from '../../../../test/builders/store';
import { anchorPath, readAnchors } from '../../store/anchor';
import { walkAudit, walkSeals } from '../../store/chainWalk';
import { auditChecks } from '../audit/checks';
import { marketChecks } from '../market/checks';
import { monitoringChecks } from '../monitoring/checks';
import { signalChecks } from '../signals/checks';
import { sopActs } from './acts';

const windowed = aSopText((text) =>
  text.replace('phases:', "window: { days: [tue, wed], from: '10:00', to: '12:00', zone: Europe/Paris }\nphases:"),
);

describe('[SOP23] the console proves', () => {
  it('that its chains hold, and names the row where one does not', async () => {
    const { store, dataDir } = await aStore();
    store.commands.run({ actor: 'anna', action: 'test', input: {} }, (tx) => aSealedSignal(tx));
    const anchors = readAnchors(anchorPath(dataDir));
    const checks = auditChecks({ audit: () => walkAudit(store.read, anchors), seals: () => walkSeals(store.read, anchors) });
    expect(await checks['audit.chain']?.(aCheckContext())).toMatchObject({ verdict: 'pass', figures: [{ value: '1' }] });
    expect(await checks['seals.chain']?.(aCheckContext())).toMatchObject({ verdict: 'pass' });
    const broken = auditChecks({
      audit: () => walkAudit(store.read, [...anchors, { audit: [9, 'x'], seals: [0, ''] } as never]),
      seals: () => [],
    });
    expect(await broken['audit.chain']?.(aCheckContext())).toMatchObject({ verdict: 'fail', figures: [{ value: '2' }, {}] });
  });

  it('what became of signals: quarantine, rules, rates with their sample', async () => {
    const { store, clock } = await aStore();
    const instruments = [{ class: 'crypto' }] as never;
    const checks = signalChecks({ source: 'simulation', read: store.read, instruments, isOpen: () => true });
    const now = clock.now();
    const ask = (id: 'signals.quarantine-empty' | 'signals.rate' | 'signals.rule-active' | 'signals.generated', params = {}) =>
      checks[id]?.(aCheckContext({ now, params, procedure: aProcedure('win_rate', 70) }));
    expect(ask('signals.quarantine-empty')).toMatchObject({ verdict: 'pass' });
    expect(ask('signals.generated')).toMatchObject({ verdict: 'fail' });
    const closed = signalChecks({ source: 'simulation', read: store.read, instruments, isOpen: () => false });
    const noMarket = await closed['signals.generated']?.(aCheckContext({ now }));
    expect(noMarket, 'no signal is expected of closed markets').toMatchObject({ verdict: 'pass' });
    expect(noMarket?.summary.en).toContain('No market was open');
    expect(ask('signals.rate')).toMatchObject({ verdict: 'cannot-run' });
    store.commands.run({ actor: 'system:engine', action: 'test', input: {} }, (tx) => {
      aSealedSignal(tx);
      const id = aSealedSignal(tx, { entry: 101, status: 'validated' });
      tx.run(
        tx.db
          .updateTable('signals')
          .set({ outcome_at: tx.at, outcome_result: 'SL', outcome_final: 1, outcome_r: -1 })
          .where('id', '=', id),
      );
    });
    expect(ask('signals.quarantine-empty')).toMatchObject({ verdict: 'fail', figures: [{ value: '1' }] });
    expect(ask('signals.generated')).toMatchObject({ verdict: 'pass', figures: [{ value: '1' }, { value: '1' }] });
    const rate = await ask('signals.rate', { by: 'instrument' });
    expect(rate).toMatchObject({ verdict: 'fail', figures: [{ label: { en: 'All' } }, { label: { en: 'BTCUSDT' } }] });
    expect(rate?.summary.en).toContain('insufficient sample');
    expect(ask('signals.rule-active', { rule: 'confidence', value: 60 })).toMatchObject({ verdict: 'pass' });
    expect(ask('signals.rule-active', { rule: 'stop_distance', value: 5 })).toMatchObject({ verdict: 'fail' });
    expect(ask('signals.rule-active', { rule: 'mood' })).toMatchObject({ verdict: 'fail' });
  });

  it('that feeds, clock, backend and outbox are well, and says which is not', async () => {
    const { store, clock } = await aStore();
    const feed = { instrument: 'BTCUSDT', stale: false };
    const well = {
      state: 'live',
      clockOffsetMs: 40,
      instruments: [feed],
      connections: [],
      loop: { p50: 1, p99: 2, max: 9 },
      memoryMb: 90,
    };
    const ask = (id: 'feeds.fresh' | 'clock.offset' | 'backend.healthy' | 'outbox.clear', change = {}) =>
      monitoringChecks({ read: store.read, health: () => ({ ...well, ...change }) as never })[id]?.(
        aCheckContext({ now: clock.now() + HOUR }),
      );
    for (const id of ['feeds.fresh', 'clock.offset', 'backend.healthy', 'outbox.clear'] as const)
      expect(ask(id)).toMatchObject({ verdict: 'pass' });
    expect(ask('feeds.fresh', { instruments: [{ ...feed, stale: true }] })).toMatchObject({
      verdict: 'fail',
      summary: { en: 'Feeds without fresh data: BTCUSDT.' },
    });
    expect(ask('clock.offset', { clockOffsetMs: -2500 })).toMatchObject({ verdict: 'fail' });
    expect(ask('clock.offset', { clockOffsetMs: null })).toMatchObject({ verdict: 'cannot-run' });
    expect(ask('backend.healthy', { loop: { p50: 1, p99: 900, max: 900 } })).toMatchObject({ verdict: 'fail' });
    store.commands.run({ actor: 'anna', action: 'test', input: {} }, (tx) => tx.outbox('mail', 'k', {}));
    expect(ask('outbox.clear')).toMatchObject({ verdict: 'fail' });
    expect(marketChecks({ read: store.read })['calendar.imported']?.(aCheckContext())).toMatchObject({ verdict: 'fail' });
  });

  it('that its own procedures are looked over, their window open and their last run done', async () => {
    const desk = await aSopDesk({ shipped: [windowed] });
    const { procedure } = desk.sop.context.catalogue.current('TEST-001') ?? {};
    const ask = (id: 'sop.window-open' | 'sop.reviews-done' | 'sop.last-run-done', now = desk.clock.now()) =>
      desk.sop.context.checks[id]?.(aCheckContext({ now, params: { procedure: 'TEST-001' }, ...(procedure && { procedure }) }));
    expect(ask('sop.window-open')).toMatchObject({ verdict: 'fail', figures: [{}, { value: '2026-01-06 09:00 UTC' }] });
    expect(ask('sop.window-open', Date.UTC(2026, 0, 6, 10))).toMatchObject({ verdict: 'pass' });
    expect(ask('sop.reviews-done')).toMatchObject({ verdict: 'pass' });
    expect(ask('sop.reviews-done', Date.UTC(2026, 7, 1))).toMatchObject({ verdict: 'fail' });
    expect(ask('sop.last-run-done')).toMatchObject({ verdict: 'fail' });
    await expect(desk.call('start', { procedure: 'TEST-001' })).rejects.toMatchObject({
      code: 'OUTSIDE_WINDOW',
      data: { opensAt: Date.UTC(2026, 0, 6, 9) },
    });
  });

  it('what an act has done: people told, another procedure begun with its parent', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    const { run } = await desk.call('start', { procedure: 'TEST-001', subject: 'INC-7' });
    const acts = sopActs(desk.sop.context);
    const context = {
      ...aCheckContext({ run, subject: 'INC-7' }),
      title: { fr: 'Prévenez', en: 'Tell' },
      actor: 'anna',
      given: {},
    };
    const did = (id: 'notify' | 'run.start', params: Record<string, string>) =>
      desk.store.commands.run({ actor: 'anna', action: 'test', input: {} }, (tx) =>
        acts[id]?.run(tx, { ...context, params }, undefined),
      );
    expect(did('notify', { roles: 'cto, sre' })).toMatchObject({ told: ['cto', 'sre'] });
    const begun = did('run.start', { procedure: 'TEST-001' }) as { run: string };
    expect(await desk.call('run', { id: begun.run }, BORIS)).toMatchObject({ parent: run, subject: 'INC-7' });
    expect(() => did('run.start', { procedure: 'NONE-1' })).toThrow(expect.objectContaining({ code: 'ACT_FAILED' }));
  });
});
