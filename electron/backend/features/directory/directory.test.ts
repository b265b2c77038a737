import { describe, expect, it } from 'vitest';
import type { DirectoryEntry } from '../../../../shared/features/directory/entry';
import { anActor } from '../../../../test/builders/actor';
import { aStore } from '../../../../test/builders/store';
import type { Call } from '../handlers';
import { createDirectory } from './service';

const cto: DirectoryEntry = {
  id: 'cto',
  kind: 'contact',
  title: { fr: 'Directeur technique', en: 'CTO' },
  covers: [],
  name: null,
  phone: null,
  email: null,
  emergency: true,
};
const jira: DirectoryEntry = {
  id: 'jira',
  kind: 'tool',
  title: { fr: 'Jira', en: 'Jira' },
  covers: [],
  use: { fr: 'Tickets', en: 'Tickets' },
  address: 'jira.company.com',
};
const call: Call = { actor: anActor(), host: 'web', sessionId: null, signal: undefined };

async function aDirectory(delivered: readonly DirectoryEntry[] = [cto, jira], given = aStore()) {
  const { store } = await given;
  const directory = createDirectory({
    read: store.read,
    payloads: store.payloads,
    delivered: () => ({ version: 1, entries: [...delivered] }),
    namedBy: (entry) => (entry === 'cto' ? ['SEC-002'] : []),
  });
  const { save, remove } = directory.handlers;
  if (!('command' in save && 'command' in remove)) throw new Error('a change is a command');
  const run = <T>(action: string, work: (tx: never) => T, actor = 'anna'): T =>
    store.commands.run({ actor, action, input: {} }, work as never) as T;
  return {
    store,
    directory,
    save: async (entry: DirectoryEntry, revision: number | null, actor?: string) =>
      run('directory.save', (await save.command({ entry, revision }, call)) as never, actor),
    remove: async (id: string, revision: number) =>
      run('directory.remove', (await remove.command({ id, revision }, call)) as never),
    row: (id: string) => directory.rows().find((row) => row.entry.id === id),
  };
}

describe('the directory', () => {
  it('[DIR1] has what was delivered, and a change survives a newer delivery', async () => {
    const given = aStore();
    const first = await aDirectory([cto, jira], given);
    expect(first.directory.rows().map((row) => row.entry.id)).toEqual(['cto', 'jira']);
    await first.save({ ...jira, address: 'jira.sirrius.example' }, 0);
    const second = await aDirectory([cto, { ...jira, address: 'jira.new.example' }], given);
    expect(second.row('jira')).toMatchObject({ entry: { address: 'jira.sirrius.example' }, revision: 1, delivered: true });
    await second.remove('jira', 1);
    expect(second.row('jira')).toBeUndefined();
    await second.save(jira, null);
    expect(second.row('jira')).toMatchObject({ entry: { address: 'jira.company.com' }, revision: 3 });
  });

  it('[DIR2] tells the later of two who was first', async () => {
    const { save, row } = await aDirectory();
    await save({ ...jira, address: 'a.example' }, 0, 'anna');
    await expect(save({ ...jira, address: 'b.example' }, 0, 'bruno')).rejects.toMatchObject({
      code: 'STALE_ENTRY',
      data: { by: 'anna', revision: 1 },
    });
    await expect(save(jira, null)).rejects.toMatchObject({ code: 'ID_TAKEN' });
    expect(row('jira')).toMatchObject({ entry: { address: 'a.example' } });
  });

  it('[DIR3] keeps a contact that a procedure names, and says which', async () => {
    const { remove, row } = await aDirectory();
    await expect(remove('cto', 0)).rejects.toMatchObject({ code: 'STILL_NAMED', data: { procedures: ['SEC-002'] } });
    await expect(remove('nobody', 0)).rejects.toMatchObject({ code: 'UNKNOWN_ENTRY' });
    expect(row('cto')).toBeDefined();
  });

  it('[DIR4] keeps what is personal encrypted, and an erased person leaves the entry', async () => {
    const { store, save, row } = await aDirectory();
    const secret = '+33 6 12 34 56 78';
    await save({ ...cto, name: 'Ada Lovelace', phone: secret }, 0);
    expect(row('cto')).toMatchObject({ entry: { name: 'Ada Lovelace', phone: secret }, incomplete: false });
    const { read } = store;
    const plain = ['directory_entries', 'audit', 'facts'] as const;
    const said = JSON.stringify(plain.map((table) => read.all(read.db.selectFrom(table).selectAll())));
    expect(said).not.toContain('Lovelace');
    expect(said).not.toContain(secret);
    store.commands.run({ actor: 'anna', action: 'test', input: {} }, (tx) => store.payloads.erase(tx, 'directory:cto'));
    expect(row('cto')).toMatchObject({ entry: { name: null, phone: null, title: cto.title }, incomplete: true });
  });

  it('[DIR5] shows who could not be reached', async () => {
    const { row, save } = await aDirectory();
    expect(row('cto')?.incomplete).toBe(true);
    await save({ ...cto, email: 'cto@sirrius.example' }, 0);
    expect(row('cto')?.incomplete).toBe(false);
  });
});
