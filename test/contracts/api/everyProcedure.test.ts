import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, openBackend } from '../../../electron/backend/compose';
import { systemClock } from '../../../electron/backend/kit/clock';
import { createLog } from '../../../electron/backend/kit/log';
import { type Api, api } from '../../../shared/api';
import type { ProcedureMeta } from '../../../shared/base/contract';
import type { Rights } from '../../../shared/features/access/operator';
import { anActor, OWNER } from '../../builders/actor';
import { type Client, temporaryFolder } from '../../builders/console';

const ID = '01900000-0000-7000-8000-000000000000';
const SIGNAL = 'ab'.repeat(16);
const reason = 'reason enough for a test';

/** One call of every procedure; a new one without a line here does not compile. A refusal is an answer too. */
const CALLS: { readonly [Noun in keyof Api]: { readonly [Name in keyof Api[Noun]]: (client: Client) => Promise<unknown> } } = {
  access: {
    hello: (client) => client.access.hello(),
    helloChanges: (client) => client.access.helloChanges(),
    setUp: (client) => client.access.setUp({ ...SELF, email: 'o@sirrius.example', password: PHRASE }),
    signIn: (client) => client.access.signIn({ email: 'nobody@sirrius.example', password: PHRASE }),
    signOut: (client) => client.access.signOut(),
    lock: (client) => client.access.lock(),
    unlock: (client) => client.access.unlock({ password: PHRASE }),
    stepUp: (client) => client.access.stepUp({ code: '000000' }),
    acceptInvitation: (client) => client.access.acceptInvitation({ ...SELF, code: 'AAAA-BBBB', password: PHRASE }),
    beginSecondFactor: (client) => client.access.beginSecondFactor(),
    confirmSecondFactor: (client) => client.access.confirmSecondFactor({ code: '000000' }),
    newRecoveryCodes: (client) => client.access.newRecoveryCodes(),
    updateProfile: (client) => client.access.updateProfile({ language: 'en' }),
    changePassword: (client) => client.access.changePassword({ current: PHRASE, next: PHRASE }),
    revokeOtherSessions: (client) => client.access.revokeOtherSessions(),
    operators: (client) => client.access.operators(),
    operator: (client) => client.access.operator({ id: 'owner' }),
    invite: (client) => client.access.invite({ ...SELF, ...RIGHTS, email: 'i@sirrius.example' }),
    renewInvitation: (client) => client.access.renewInvitation({ id: 'owner' }),
    changeRights: (client) => client.access.changeRights({ ...RIGHTS, id: 'owner', reason }),
    disable: (client) => client.access.disable({ id: 'owner', reason }),
    enable: (client) => client.access.enable({ id: 'owner', reason }),
    archive: (client) => client.access.archive({ id: 'owner', reason }),
    cutSessions: (client) => client.access.cutSessions({ id: 'owner' }),
    resetSecondFactor: (client) => client.access.resetSecondFactor({ id: 'owner', reason }),
    sessions: (client) => client.access.sessions(),
    revokeSession: (client) => client.access.revokeSession({ id: 'none' }),
    windowToken: (client) => client.access.windowToken(),
  },
  approvals: {
    list: (client) => client.approvals.list({ box: 'due', before: null, limit: 10 }),
    get: (client) => client.approvals.get({ id: ID }),
    changes: (client) => client.approvals.changes(),
    approve: (client) => client.approvals.approve({ id: ID, digest: DIGEST, reason }),
    refuse: (client) => client.approvals.refuse({ id: ID, digest: DIGEST, reason }),
    withdraw: (client) => client.approvals.withdraw({ id: ID, reason }),
    breakGlass: (client) => client.approvals.breakGlass({ id: ID, digest: DIGEST, reason, recoveryCode: null }),
    delegations: (client) => client.approvals.delegations(),
    delegate: (client) => client.approvals.delegate({ to: 'nobody', kinds: ['refund'], until: 1, reason }),
    endDelegation: (client) => client.approvals.endDelegation({ id: ID }),
  },
  audit: {
    list: (client) => client.audit.list({ filter: { text: 'backend' }, before: null, limit: 5 }),
    changes: (client) => client.audit.changes(),
    export: (client) => client.audit.export({ filter: {} }),
    verify: (client) => client.audit.verify(),
  },
  backtests: {
    choices: (client) => client.backtests.choices(),
    list: (client) => client.backtests.list(),
    get: (client) => client.backtests.get({ id: ID }),
    trades: (client) => client.backtests.trades({ id: ID, view: 'every', offset: 0, limit: 10 }),
    changes: (client) => client.backtests.changes(),
    run: (client) => client.backtests.run({ name: 'Test', request: BACKTEST }),
    repeat: (client) => client.backtests.repeat({ id: ID }),
    cancel: (client) => client.backtests.cancel(),
    rename: (client) => client.backtests.rename({ id: ID, name: 'Other' }),
    remove: (client) => client.backtests.remove({ id: ID }),
  },
  backups: {
    state: (client) => client.backups.state(),
    changes: (client) => client.backups.changes(),
    points: (client) => client.backups.points({ limit: 10 }),
    create: (client) => whenIdle(client, () => client.backups.create({ database: 'console' })),
    verify: (client) => client.backups.verify({ id: ID }),
    drill: (client) => whenIdle(client, () => client.backups.drill()),
    cancel: (client) =>
      whenIdle(client, async () => {
        await client.backups.create({ database: 'market' });
        return client.backups.cancel();
      }),
    rebuild: (client) => client.backups.rebuild(),
    configure: (client) => client.backups.configure({ target: 's3', folder: null, s3: NO_BUCKET, encrypted: false }),
    restorePlan: (client) => client.backups.restorePlan({ id: ID }),
    requestRestore: (client) => client.backups.requestRestore({ id: ID, reason }),
    restore: (client) => client.backups.restore({ id: ID }),
    countersign: (client) => client.backups.countersign({ id: ID }),
    lines: (client) => client.backups.lines(),
    tokens: (client) => client.backups.tokens(),
    createToken: (client) => client.backups.createToken({ label: 'pg' }),
    revokeToken: (client) => client.backups.revokeToken({ id: ID }),
  },
  connections: {
    list: (client) => client.connections.list(),
    changes: (client) => client.connections.changes(),
    configure: (client) => client.connections.configure({ id: 'stripe', options: {}, secrets: {} }),
    test: (client) => client.connections.test({ id: 'stripe' }),
    setDryRun: (client) => client.connections.setDryRun({ id: 'stripe', dryRun: true, reason }),
  },
  directory: {
    list: (client) => client.directory.list(),
    save: (client) => client.directory.save({ entry: TERM, revision: null }),
    remove: (client) => client.directory.remove({ id: 'none', revision: 0 }),
  },
  market: {
    instruments: (client) => client.market.instruments(),
    setWatchlist: (client) => client.market.setWatchlist({ instruments: ['BTCUSDT'] }),
    quotes: (client) => client.market.quotes({ instruments: ['BTCUSDT'], hz: 10 }),
    candles: (client) => client.market.candles({ instrument: 'BTCUSDT', timeframe: '15m', limit: 10 }),
    candleStream: (client) => client.market.candleStream({ instrument: 'BTCUSDT', timeframe: '5m', hz: 10 }),
    sparklines: (client) => client.market.sparklines({ instruments: ['BTCUSDT', 'ETHUSDT'], points: 10 }),
    gaps: (client) => client.market.gaps({ limit: 10 }),
    announcements: (client) => client.market.announcements({ from: 0, to: 1 }),
    calendarSource: (client) => client.market.calendarSource(),
    refreshCalendar: (client) => client.market.refreshCalendar(),
    importAnnouncements: (client) => client.market.importAnnouncements({ name: 'a.csv', text: CALENDAR }),
  },
  models: {
    list: (client) => client.models.list(),
    get: (client) => client.models.get({ id: SIGNAL }),
    changes: (client) => client.models.changes(),
    material: (client) => client.models.material(),
    train: (client) => client.models.train({ instruments: ['NONE'], from: 0, to: 1, timeframes: ['5m'], seed: 1 }),
    cancel: (client) => client.models.cancel(),
    promote: (client) => client.models.promote({ id: SIGNAL, reason, to: 'shadow', days: 30 }),
    retire: (client) => client.models.retire({ id: SIGNAL, reason }),
    quarantine: (client) => client.models.quarantine({ id: SIGNAL, reason }),
    unquarantine: (client) => client.models.unquarantine({ id: SIGNAL, reason }),
    export: (client) => client.models.export({ id: SIGNAL, part: 'card' }),
  },
  monitoring: {
    health: (client) => client.monitoring.health(),
    healthStream: (client) => client.monitoring.healthStream(),
    reconnect: (client) => client.monitoring.reconnect({ connection: 'none' }),
    feedKey: (client) => client.monitoring.feedKey(),
    setFeedKey: (client) => client.monitoring.setFeedKey({ key: null }),
    outbox: (client) => client.monitoring.outbox({ limit: 10 }),
    retryOutbox: (client) => client.monitoring.retryOutbox({ id: ID }),
    cancelOutbox: (client) => client.monitoring.cancelOutbox({ id: ID }),
  },
  notifications: {
    list: (client) => client.notifications.list({ before: null, limit: 10 }),
    stream: (client) => client.notifications.stream(),
    markRead: (client) => client.notifications.markRead({ ids: [ID] }),
    markAllRead: (client) => client.notifications.markAllRead(),
  },
  people: {
    cases: (client) => client.people.cases({ state: 'open', limit: 10 }),
    case: (client) => client.people.case({ id: ID }),
    openCase: (client) => client.people.openCase({ ...JOINER, usual: true }),
    addLine: (client) => client.people.addLine({ caseId: ID, kind: 'other', label: 'badge', dueDay: '2026-01-05' }),
    proveLine: (client) => client.people.proveLine({ id: ID, proof: 'seen', day: '2026-01-05' }),
    reopenLine: (client) => client.people.reopenLine({ id: ID, reason }),
    closeCase: (client) => client.people.closeCase({ id: ID, cancel: true, reason }),
    reviews: (client) => client.people.reviews(),
    review: (client) => client.people.review({ id: ID }),
    beginReview: (client) => client.people.beginReview(),
    decideReview: (client) => client.people.decideReview({ id: ID, operator: 'owner', verdict: 'keep', reason }),
    signReview: (client) => client.people.signReview({ id: ID }),
    exportReview: (client) => client.people.exportReview({ id: ID }),
  },
  quality: {
    overview: (client) => client.quality.overview(),
    changes: (client) => client.quality.changes(),
    losers: (client) => client.quality.losers({ days: 7, cause: null, limit: 10 }),
    patterns: (client) => client.quality.patterns({ days: 7 }),
    alerts: (client) => client.quality.alerts({ limit: 10 }),
    locks: (client) => client.quality.locks(),
    pause: (client) => client.quality.pause({ scope: 'BTCUSDT', reason }),
    lift: (client) => client.quality.lift({ id: ID, reason }),
  },
  reports: {
    list: (client) => client.reports.list(),
    get: (client) => client.reports.get({ month: '2026-01' }),
    generate: (client) => client.reports.generate({ month: '2026-01' }),
    download: (client) => client.reports.download({ month: '2026-01', format: 'pdf', language: 'fr', audience: 'public' }),
    addNote: (client) => client.reports.addNote({ month: '2026-01', text: reason }),
    changes: (client) => client.reports.changes(),
  },
  reviews: {
    samples: (client) => client.reviews.samples({ limit: 10 }),
    sample: (client) => client.reviews.sample({ day: '2026-01-05' }),
    open: (client) => client.reviews.open({ id: SIGNAL }),
    record: (client) => client.reviews.record({ id: SIGNAL, technical: 'sound', fundamental: 'unknown', note: '', spentMs: 0 }),
    reveal: (client) => client.reviews.reveal({ id: SIGNAL }),
    agreement: (client) => client.reviews.agreement({ days: 30 }),
    changes: (client) => client.reviews.changes(),
  },
  register: {
    state: (client) => client.register.state(),
    changes: (client) => client.register.changes(),
    list: (client) =>
      client.register.list({ filter: { outcomes: ['SL', 'open'], kinds: ['decision'] }, before: null, limit: 10 }),
    entry: (client) => client.register.entry({ sequence: 1 }),
    verify: (client) => client.register.verify(),
    export: (client) => client.register.export({ filter: {}, format: 'json' }),
    correct: (client) => client.register.correct({ sequence: 1, reason }),
    proofs: (client) => client.register.proofs({ limit: 10 }),
    prove: (client) => client.register.prove({ day: '2026-01-05' }),
    closeIncident: (client) => client.register.closeIncident({ id: ID, reason }),
    configureAnchors: (client) => client.register.configureAnchors({ folder: null, webhook: null }),
    anchor: (client) => client.register.anchor(),
  },
  settings: {
    get: (client) => client.settings.get(),
    set: (client) => client.settings.set({ theme: 'dark' }),
  },
  signals: {
    list: (client) => client.signals.list({ filter: { open: true, text: 'btc' }, cursor: null, limit: 10 }),
    get: (client) => client.signals.get({ id: SIGNAL }),
    changes: (client) => client.signals.changes(),
    release: (client) => client.signals.release({ id: SIGNAL, reason }),
    reject: (client) => client.signals.reject({ id: SIGNAL, reason }),
    cancel: (client) => client.signals.cancel({ id: SIGNAL, reason }),
    rates: (client) => client.signals.rates({ filter: {} }),
    views: (client) => client.signals.views(),
    saveView: (client) => client.signals.saveView({ name: 'mine', filter: { instruments: ['BTCUSDT'] } }),
    deleteView: (client) => client.signals.deleteView({ id: ID }),
  },
  sop: {
    today: (client) => client.sop.today({ scope: 'all' }),
    changes: (client) => client.sop.changes(),
    start: (client) => client.sop.start({ procedure: 'NONE-001' }),
    explainMiss: (client) => client.sop.explainMiss({ key: 'none', reason }),
    run: (client) => client.sop.run({ id: ID }),
    watchRun: (client) => client.sop.watchRun({ id: ID }),
    lookAt: (client) => client.sop.lookAt({ run: ID, step: null }),
    complete: (client) => client.sop.complete(STEP),
    decide: (client) => client.sop.decide({ ...STEP, option: 'yes' }),
    check: (client) => client.sop.check(STEP),
    act: (client) => client.sop.act(STEP),
    requestApproval: (client) => client.sop.requestApproval(STEP),
    skip: (client) => client.sop.skip({ ...STEP, reason }),
    notApplicable: (client) => client.sop.notApplicable({ ...STEP, reason }),
    fail: (client) => client.sop.fail({ ...STEP, reason }),
    reopen: (client) => client.sop.reopen(STEP),
    assign: (client) => client.sop.assign({ ...STEP, operator: null }),
    note: (client) => client.sop.note({ run: ID, step: null, text: 'a note' }),
    addEvidence: (client) => client.sop.addEvidence({ run: ID, step: 'none', kind: 'text', text: 'seen' }),
    withdrawEvidence: (client) => client.sop.withdrawEvidence({ run: ID, evidence: ID, reason }),
    evidence: (client) => client.sop.evidence({ id: ID }),
    pause: (client) => client.sop.pause({ id: ID, reason }),
    resume: (client) => client.sop.resume({ id: ID }),
    handOver: (client) => client.sop.handOver({ id: ID, to: 'owner', note: reason }),
    rollBack: (client) => client.sop.rollBack({ id: ID, reason }),
    finish: (client) => client.sop.finish({ id: ID }),
    abort: (client) => client.sop.abort({ id: ID, reason }),
    pack: (client) => client.sop.pack({ id: ID }),
    printable: (client) => client.sop.printable({ id: ID, language: 'fr' }),
    runs: (client) => client.sop.runs({ filter: {}, cursor: null, limit: 10 }),
    exportRuns: (client) => client.sop.exportRuns({ filter: {} }),
    insight: (client) => client.sop.insight({ from: 0, to: 1 }),
    people: (client) => client.sop.people(),
    procedures: (client) => client.sop.procedures(),
    procedure: (client) => client.sop.procedure({ id: 'NONE-001' }),
    validate: (client) => client.sop.validate({ yaml: 'id: NONE-001' }),
    saveDraft: (client) => client.sop.saveDraft({ id: 'NONE-001', yaml: 'id: NONE-001', basedOn: 0, revision: 0 }),
    discardDraft: (client) => client.sop.discardDraft({ id: 'NONE-002' }),
    submitDraft: (client) => client.sop.submitDraft({ id: 'NONE-002', revision: 1, note: reason }),
    publishDraft: (client) => client.sop.publishDraft({ id: 'NONE-002', approval: ID }),
    confirmReview: (client) => client.sop.confirmReview({ id: 'NONE-002', note: reason }),
    setOffDays: (client) => client.sop.setOffDays({ id: 'NONE-002', schedule: 'daily', days: [] }),
  },
};
const PHRASE = 'quatre chevaux mangent du foin';
const SELF = { name: 'Camille Durand', language: 'fr', timeZone: 'Europe/Paris' } as const;
const RIGHTS: Rights & { team: string } = { roles: ['analyst'], level: 2, tier: 0, team: 'Signaux' };
const TERM = {
  id: 'test-term',
  kind: 'term' as const,
  title: { fr: 'Essai', en: 'Test' },
  term: 'T',
  meaning: { fr: 'Essai', en: 'Test' },
};
const STEP = { run: ID, step: 'none', revision: 0 };
const ofSop = (name: string) => `sop.${name}`;
/** Backups do one thing at a time, and the watch makes the first points by itself. */
async function whenIdle<T>(client: Client, act: () => Promise<T>): Promise<T> {
  while ((await client.backups.state()).job !== null) await new Promise((resolve) => setTimeout(resolve, 20));
  return act();
}
const BACKTEST = {
  ...{ instruments: ['BTCUSDT'], from: 0, to: 4_000_000_000_000, timeframes: ['5m' as const], strategies: ['trend-pullback@1'] },
  ...{ ruleSet: 'sirrius@1', overrides: {}, costBps: null, model: null, seed: 1 },
};
const NO_BUCKET = { endpoint: '', region: 'eu-west-3', bucket: '', prefix: '', accessKey: '' };
const DIGEST = 'ab'.repeat(32);
const JOINER = { kind: 'joiner' as const, name: 'Zoé Martin', operatorId: null, day: '2026-01-05', notes: '' };
const CALENDAR = 'id,time,currency,impact,title\n1,2026-01-05T12:00:00Z,USD,high,CPI\n';
const REFUSED = new Set([
  'connections.test',
  'register.entry',
  'register.correct',
  'register.closeIncident',
  'register.anchor',
  'access.revokeSession',
  'access.windowToken',
  // No session is behind these calls, and the owner cannot act upon itself.
  'access.signIn',
  'access.unlock',
  'access.stepUp',
  'access.acceptInvitation',
  'access.beginSecondFactor',
  'access.confirmSecondFactor',
  'access.newRecoveryCodes',
  'access.updateProfile',
  'access.changePassword',
  'access.renewInvitation',
  'access.changeRights',
  'access.disable',
  'access.enable',
  'access.archive',
  'access.resetSecondFactor',
  ...['get', 'trades', 'repeat', 'rename', 'remove'].map((name) => `backtests.${name}`),
  // No address is set in a new console.
  'market.refreshCalendar',
  'backups.verify',
  'backups.configure',
  'backups.restorePlan',
  'backups.requestRestore',
  'backups.restore',
  'backups.countersign',
  'backups.revokeToken',
  'directory.remove',
  'quality.lift',
  ...['start', 'explainMiss', 'run', 'complete', 'decide', 'check', 'act', 'requestApproval', 'skip', 'notApplicable'].map(ofSop),
  ...['fail', 'reopen', 'assign', 'note', 'addEvidence', 'withdrawEvidence', 'evidence', 'pause', 'resume', 'handOver'].map(
    ofSop,
  ),
  ...['rollBack', 'finish', 'abort', 'pack', 'printable', 'procedure', 'discardDraft', 'submitDraft', 'publishDraft'].map(ofSop),
  ...['confirmReview', 'setOffDays'].map(ofSop),
  ...['get', 'approve', 'refuse', 'withdraw', 'breakGlass', 'delegate', 'endDelegation'].map((name) => `approvals.${name}`),
  ...[
    'case',
    'addLine',
    'proveLine',
    'reopenLine',
    'closeCase',
    'review',
    'decideReview',
    'signReview',
    'exportReview',
    'beginReview',
  ].map((name) => `people.${name}`),
  ...['get', 'train', 'cancel', 'promote', 'retire', 'quarantine', 'unquarantine', 'export'].map((name) => `models.${name}`),
  'monitoring.reconnect',
  'monitoring.retryOutbox',
  'monitoring.cancelOutbox',
  'reports.get',
  'reviews.open',
  'reviews.record',
  'reviews.reveal',
  'signals.get',
  'signals.release',
  'signals.reject',
  'signals.cancel',
]);

const folder = temporaryFolder();
let backend: Backend;
let client: Client;
const audited = (path: string) =>
  backend.store.read.all(backend.store.read.db.selectFrom('audit').select(['result', 'code']).where('action', '=', path));
const auditRows = () => backend.store.read.all(backend.store.read.db.selectFrom('audit').select('sequence')).length;

beforeAll(async () => {
  backend = await openBackend({
    dataDir: folder.path,
    feed: { kind: 'simulation' },
    host: 'desktop',
    version: '0.0.0-test',
    clock: systemClock(),
    log: createLog({ level: 'silent' }),
    env: {},
    historyMinutes: 120,
  });
  await backend.start();
  client = createRouterClient(backend.router, { context: { actor: OWNER, host: 'desktop', sessionId: null } }) as Client;
}, 30_000);
afterAll(async () => {
  await backend.stop();
  folder.remove();
});

const procedures = Object.entries(CALLS).flatMap(([noun, calls]) =>
  Object.entries(calls).map(([name, call]) => {
    const contract = (api as unknown as Record<string, Record<string, { '~orpc': { meta: ProcedureMeta } }>>)[noun]?.[name];
    return { path: `${noun}.${name}`, kind: contract?.['~orpc'].meta.kind, call };
  }),
);

/** The answer itself, the first event of a stream (none is an answer too), or the word of a refusal. */
async function answerOf(call: (client: Client) => Promise<unknown>): Promise<unknown> {
  try {
    const output = await call(client);
    const isStream = typeof output === 'object' && output !== null && 'next' in output;
    if (!isStream) return output;
    const stream = output as AsyncIterator<unknown>;
    const first = await Promise.race([stream.next(), new Promise((resolve) => setTimeout(resolve, 300))]);
    // A stream that has nothing to tell yet ends with its subscriber; waiting for that is not this test's matter.
    void stream.return?.();
    return first;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('[ACC1] every procedure of the contract', () => {
  it.each(procedures)(
    '$path ($kind) answers, and leaves a journal row exactly when it is a command',
    async ({ path, kind, call }) => {
      const before = audited(path).length;
      const answer = await answerOf(call);
      expect(answer, 'a fault').not.toBe('FAULT');
      expect(typeof answer === 'string', String(answer)).toBe(REFUSED.has(path));
      const rows = audited(path);
      expect(rows.length - before).toBe(kind === 'command' ? 1 : 0);
      if (kind === 'command')
        expect(rows.at(-1)).toEqual(REFUSED.has(path) ? { result: 'refused', code: answer } : { result: 'done', code: null });
    },
  );

  it('audits a command with an input that cannot be parsed, and one without the right', async () => {
    const before = auditRows();
    const wrong = client.signals.release({ id: 'not an id', reason } as never);
    await expect(wrong).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(audited('signals.release').at(-1)).toEqual({ result: 'refused', code: 'BAD_REQUEST' });
    const guest = createRouterClient(backend.router, {
      context: { actor: anActor(['signals:read'], { id: 'guest' }), host: 'web', sessionId: null },
    }) as Client;
    await expect(guest.signals.release({ id: SIGNAL, reason })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(guest.settings.get()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(audited('signals.release').at(-1)).toEqual({ result: 'refused', code: 'FORBIDDEN' });
    expect(auditRows() - before).toBe(2);
  });

  it('[SET1] changes only the settings that are named', async () => {
    await client.settings.set({ language: 'en', density: 'comfortable' });
    await client.settings.set({ theme: 'light' });
    expect(await client.settings.get()).toMatchObject({
      language: 'en',
      density: 'comfortable',
      theme: 'light',
      notifyOutcomes: true,
    });
  });
});
