import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import allSessions from '../../../../../resources/market/sessions.json';
import { ROLES } from '../../../../../shared/base/access';
import { DAY } from '../../../../../shared/base/time';
import { ANNA, aSopDesk, type SopDesk, TOM } from '../../../../../test/builders/sop';
import { aSopText } from '../../../../../test/builders/sopText';
import { Catalogue } from './catalogue';
import { parseSop } from './parse';
import { readParsed } from './parsed';

const ID = 'TEST-001';
const changed = aSopText((text) => text.replace('Choisissez', 'Décidez').replace('- { id: undo,', '- { id: revert,'));
const shipped = (version: number) => aSopText((text) => text.replace('version: 1', `version: ${version}`));

async function submitted(desk: SopDesk, yaml = changed) {
  const { revision } = await desk.call('saveDraft', { id: ID, yaml, basedOn: 1, revision: 0 });
  return desk.call('submitDraft', { id: ID, revision, note: 'des mots plus clairs' });
}

describe('[SOP15] a procedure in the console', () => {
  it('is changed by a draft, a second pair of eyes, and a publication of exactly that text; the old version stays', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    const draft = await submitted(desk);
    expect(draft).toMatchObject({ state: 'review', problems: [] });
    expect(draft.yaml).toContain('version: 2\n# A comment that stays.');
    await expect(desk.call('saveDraft', { id: ID, yaml: aSopText(), basedOn: 1, revision: 1 })).rejects.toMatchObject({
      code: 'IN_REVIEW',
    });
    const approval = draft.approval ?? '';
    await expect(desk.call('publishDraft', { id: ID, approval })).rejects.toMatchObject({ code: 'APPROVAL_MISSING' });
    expect(() => desk.approvals.decide(approval, 'approved', 'anna')).toThrow();
    desk.approvals.decide(approval, 'approved');
    expect(await desk.call('publishDraft', { id: ID, approval })).toEqual({ version: 2 });
    await expect(desk.call('publishDraft', { id: ID, approval })).rejects.toMatchObject({ code: 'UNKNOWN_DRAFT' });
    const { versions, procedure, draft: left } = await desk.call('procedure', { id: ID });
    expect(versions).toMatchObject([
      { version: 2, by: { id: 'anna' }, approvedBy: { id: 'boris' }, note: 'des mots plus clairs' },
      { version: 1 },
    ]);
    expect([procedure.version, left]).toEqual([2, null]);
    expect((await desk.call('procedure', { id: ID, version: 1 })).yaml).toBe(aSopText());
  });

  it('that is changed under an approval is not published', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    const approval = (await submitted(desk)).approval ?? '';
    desk.approvals.decide(approval, 'approved');
    desk.store.commands.run({ actor: 'test', action: 'test', input: {} }, (tx) =>
      tx.run(tx.db.updateTable('sop_drafts').set({ yaml: aSopText() })),
    );
    await expect(desk.call('publishDraft', { id: ID, approval })).rejects.toMatchObject({ code: 'APPROVAL_DIFFERS' });
  });

  it('is written by one at a time, on the version in force, under its own name', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    await desk.call('saveDraft', { id: ID, yaml: changed, basedOn: 0, revision: 0 });
    await expect(desk.call('saveDraft', { id: ID, yaml: changed, basedOn: 1, revision: 0 }, TOM)).rejects.toMatchObject({
      code: 'STALE_DRAFT',
      data: { by: { id: 'anna' }, revision: 1 },
    });
    await expect(desk.call('submitDraft', { id: ID, revision: 1, note: 'assez bon' })).rejects.toMatchObject({
      code: 'OUTDATED',
      data: { version: 1 },
    });
    await expect(desk.call('saveDraft', { id: 'OTHER-1', yaml: changed, basedOn: 0, revision: 0 })).rejects.toMatchObject({
      code: 'WRONG_ID',
    });
    await desk.call('discardDraft', { id: ID });
    await desk.call('saveDraft', { id: ID, yaml: 'id: TEST-001\nversion: 1\n', basedOn: 1, revision: 0 });
    await expect(desk.call('submitDraft', { id: ID, revision: 1, note: 'assez bon' })).rejects.toMatchObject({
      code: 'NOT_VALID',
    });
  });

  it.each([
    ['id: [', 'YAML', 1],
    [aSopText((text) => text.replace('kind: decide', 'kind: guess')), 'SHAPE', 23],
    [aSopText((text) => text.replace('check: feeds.fresh', 'check: feeds.old')), 'UNKNOWN_CHECK', 17],
    [aSopText((text) => text.replace('zone: Europe/Paris', 'zone: Europe/Sirrius')), 'UNKNOWN_ZONE', 9],
    ['a: &a [x]\nb: [*a, *a]\n', 'SHAPE', 1],
  ])('says what is wrong and on which line', async (yaml, code, line) => {
    const desk = await aSopDesk();
    const { problems } = await desk.call('validate', { yaml });
    expect(problems[0]).toMatchObject({ code, line });
  });

  it('is looked over again in its time', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    const due = async () => (await desk.call('procedures', undefined)).rows[0]?.reviewDueAt ?? 0;
    const first = await due();
    expect(new Date(first).toISOString().slice(0, 10)).toBe('2026-07-04');
    await desk.settle(30 * DAY);
    await desk.call('confirmReview', { id: ID, note: 'toujours juste' });
    expect(await due()).toBeGreaterThan(first);
  });
});

describe('[SOP16] a run', () => {
  it('is pinned to its version, and shows what has changed since', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    const { run } = await desk.call('start', { procedure: ID });
    const approval = (await submitted(desk)).approval ?? '';
    desk.approvals.decide(approval, 'approved');
    await desk.call('publishDraft', { id: ID, approval });
    const after = await desk.crash();
    const detail = await after.call('run', { id: run });
    expect(detail).toMatchObject({ version: 1, current: 2, pinned: { version: 1 } });
    expect([...detail.changedSince].sort()).toEqual(['steps.choose', 'steps.revert', 'steps.undo']);
    expect((await after.call('run', { id: (await after.call('start', { procedure: ID })).run })).changedSince).toEqual([]);
  });
});

describe('[SOP17] what ships', () => {
  it('comes into force when it is newer, and stays where it is not', async () => {
    const desk = await aSopDesk({ shipped: [shipped(1)] });
    const version = async (on: SopDesk) => (await on.call('procedure', { id: ID })).row.version;
    const newer = await aSopDesk({ dataDir: (await closed(desk)).dataDir, clock: desk.clock, shipped: [shipped(3)] });
    expect(await version(newer)).toBe(3);
    const older = await aSopDesk({ dataDir: (await closed(newer)).dataDir, clock: desk.clock, shipped: [shipped(2)] });
    expect(await version(older)).toBe(3);
  });

  it('is offered as a draft, once, where the one in force was written in the console', async () => {
    const desk = await aSopDesk({ shipped: [shipped(1)] });
    const approval = (await submitted(desk)).approval ?? '';
    desk.approvals.decide(approval, 'approved');
    await desk.call('publishDraft', { id: ID, approval });
    const options = { dataDir: (await closed(desk)).dataDir, clock: desk.clock, shipped: [shipped(5)] };
    const newer = await aSopDesk(options);
    const { row, draft } = await newer.call('procedure', { id: ID });
    expect([row.version, draft?.basedOn, draft?.by.id, draft?.state]).toEqual([2, 2, 'system:sops', 'draft']);
    expect(draft?.yaml).toContain('version: 3');
    await newer.call('discardDraft', { id: ID });
    const again = await newer.crash();
    expect((await again.call('procedure', { id: ID })).draft).toBeNull();
  });
});

describe('a published text', () => {
  it('is kept with what the parser made of it, and read again where that is gone or of another shape', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    const { read, dataDir } = desk.store;
    const rows = read.all(read.db.selectFrom('sop_versions').select(['digest', 'yaml']));
    const sessions = new Set(Object.keys(allSessions));
    for (const { digest, yaml } of rows) {
      const parsed = parseSop(yaml, sessions);
      expect(parsed.ok && readParsed(read, digest)).toEqual(parsed.ok && parsed.procedure);
    }
    const title = new Catalogue(read, sessions).current(ID)?.procedure.title;
    expect(title?.fr).toBeTruthy();
    for (const statement of ['UPDATE sop_parsed SET json = \'{"id":5}\'', 'DELETE FROM sop_parsed']) {
      const file = new Database(join(dataDir, 'console.db'));
      file.exec(statement);
      file.close();
      expect(rows.map(({ digest }) => readParsed(read, digest))).toEqual(rows.map(() => null));
      expect(new Catalogue(read, sessions).current(ID)?.procedure.title).toEqual(title);
    }
  });
});

describe('[SOP18] what procedures state', () => {
  it('is there for other desks as values, of the versions in force', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    expect(desk.sop.values()).toMatchObject([{ procedure: ID, type: 'sla', subject: 'incident', level: 'P1', minutes: 15 }]);
  });
});

describe('[SOP19] the history', () => {
  it('tells runs by what is asked, page by page, and what a review should look at', async () => {
    const desk = await aSopDesk({ shipped: [aSopText()] });
    for (let round = 0; round < 4; round += 1) {
      const { run } = await desk.call('start', { procedure: ID, subject: round === 0 ? '=1+1' : `sujet ${round}` });
      await desk.call('skip', { run, step: 'look', revision: 0, reason: 'déjà vu ailleurs' });
      await desk.call('decide', { run, step: 'choose', revision: 0, option: 'leave', reason: 'rien à faire' });
      await desk.call('finish', { id: run });
      await desk.settle(60_000);
    }
    const page = await desk.call('runs', { filter: { states: ['done'], text: 'sujet' }, cursor: null, limit: 2 });
    expect(page).toMatchObject({ total: 3, rows: [{ subject: 'sujet 3' }, { subject: 'sujet 2' }] });
    const rest = await desk.call('runs', { filter: { states: ['done'], text: 'sujet' }, cursor: page.next, limit: 2 });
    expect(rest).toMatchObject({ next: null, rows: [{ subject: 'sujet 1' }] });
    expect((await desk.call('runs', { filter: { operators: ['boris'] }, cursor: null, limit: 5 })).total).toBe(0);
    const { csv } = await desk.call('exportRuns', { filter: {} });
    expect(csv).toContain("'=1+1");
    expect(csv.split('\r\n')).toHaveLength(6);
    const { rows } = await desk.call('insight', { from: 0, to: desk.clock.now() });
    expect(rows[0]).toMatchObject({
      runs: 4,
      missed: 0,
      onTime: 1,
      skipped: [{ id: 'look', n: 4, of: 4 }],
      suggestions: [{ code: 'OFTEN_SKIPPED', step: 'look', n: 4, of: 4 }],
    });
  });

  it('lists who may be asked, and nobody who is gone', async () => {
    const desk = await aSopDesk();
    const { people } = await desk.call('people', undefined);
    expect(people.map(({ id }) => id)).toEqual(['anna', 'boris', 'tom']);
    expect(people[0]).toEqual({ id: 'anna', name: ANNA.name, roles: [...ROLES] });
  });
});

/** Closes a desk so that its folder can be opened again with other files delivered. */
async function closed(desk: SopDesk): Promise<SopDesk> {
  await desk.sop.stop();
  desk.store.close();
  return desk;
}
