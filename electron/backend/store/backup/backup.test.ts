import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, aSealedSignal, aStore } from '../../../../test/builders/store';
import type { BackupKey } from './codec';
import type { Made } from './errands';
import { backupErrand } from './runner';

const note = (store: Awaited<ReturnType<typeof aStore>>['store'], count = 1) => {
  for (let index = 0; index < count; index += 1) {
    store.commands.run({ actor: 'anna', action: 'test.note', input: { index } }, (tx) => tx.fact('test.noted', `s${index}`));
  }
};
const SECRET = 'une phrase de passe assez longue';
const RECIPE = { salt: Buffer.alloc(16, 7).toString('base64'), memoryKiB: 1024, passes: 2, lanes: 1 };
const aKey = (passphrase = SECRET) => backupErrand({ kind: 'key', passphrase, recipe: RECIPE }).answer;

async function aMaker(key: BackupKey | null = null) {
  const { store, dataDir } = await aStore();
  const work = aFolder();
  let count = 0;
  const make = (base: { id: string; sha256: string } | null = null) => {
    count += 1;
    const source = join(dataDir, 'console.db');
    return backupErrand({ kind: 'make', source, work, stem: 'console', base, id: `p${count}`, key }).answer;
  };
  const restore = (made: Made, parts: readonly Made[], more: { key?: BackupKey | null; passphrase?: string } = {}) =>
    backupErrand({
      kind: 'restore',
      parts,
      target: join(work, 'restored.db'),
      copySha256: made.copySha256,
      contents: made.contents,
      key,
      passphrase: null,
      keep: false,
      ...more,
    }).answer;
  return { store, work, make, restore };
}

describe('a point', () => {
  it('[BAK1] is restored to the byte, with its rows and the ends of its chains, while the console writes', async () => {
    const { store, make, restore } = await aMaker();
    store.commands.run({ actor: 'anna', action: 'test.signal', input: {} }, (tx) => aSealedSignal(tx));
    note(store, 20);
    const making = make();
    note(store, 20);
    const made = await making;
    expect(made.full).toBe(true);
    expect(made.contents.seals?.sequence).toBe(1);
    const { contents } = await restore(made, [made]);
    expect(contents).toEqual(made.contents);
    expect(contents.audit?.sequence).toBe(contents.rows.audit);
  });

  it('[BAK2] as a difference holds the changed pages only and needs its full one', async () => {
    const { store, make, restore } = await aMaker();
    note(store, 3000);
    const full = await make();
    note(store, 3);
    const difference = await make({ id: 'p1', sha256: full.sha256 });
    expect(difference.full).toBe(false);
    expect(difference.bytes).toBeLessThan(full.bytes / 4);
    expect((await restore(difference, [full, difference])).contents.rows.audit).toBe(3003);
    await expect(restore(difference, [difference])).rejects.toMatchObject({ code: 'DIFFERS' });
  });

  it('[BAK2] is a full one where most pages changed, or the digests of its base are not at hand', async () => {
    const { store, make } = await aMaker();
    note(store, 3);
    const full = await make();
    note(store, 3000);
    expect((await make({ id: 'p1', sha256: full.sha256 })).full).toBe(true);
    expect((await make({ id: 'another', sha256: full.sha256 })).full).toBe(true);
  });

  it('[BAK3] that was changed, cut or swapped is refused by name', async () => {
    const { store, work, make, restore } = await aMaker();
    note(store, 50);
    const made = await make();
    const bad = join(work, 'bad');
    copyFileSync(made.path, bad);
    truncateSync(bad, made.bytes - 9);
    await expect(restore(made, [{ ...made, path: bad }])).rejects.toMatchObject({ code: 'DAMAGED' });
    const bytes = readFileSync(made.path);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    writeFileSync(bad, bytes);
    await expect(restore(made, [{ ...made, path: bad }])).rejects.toMatchObject({ code: 'DAMAGED' });
  });

  it('[BAK4] that is encrypted opens with its passphrase, on another machine too, and with no other', async () => {
    const key = await aKey();
    const { store, make, restore } = await aMaker(key);
    note(store, 50);
    const made = await make();
    expect(readFileSync(made.path).subarray(0, 8).toString()).toBe('SIRRIUSB');
    expect((await restore(made, [made])).contents).toEqual(made.contents);
    expect((await restore(made, [made], { key: null, passphrase: SECRET })).contents).toEqual(made.contents);
    await expect(restore(made, [made], { key: null, passphrase: 'une autre phrase' })).rejects.toMatchObject({
      code: 'PASSPHRASE',
    });
    await expect(restore(made, [made], { key: null })).rejects.toMatchObject({ code: 'PASSPHRASE_NEEDED' });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const { store, work } = await aMaker();
    note(store, 10);
    const errand = backupErrand({ kind: 'key', passphrase: SECRET, recipe: { ...RECIPE, memoryKiB: 262_144, passes: 20 } });
    errand.cancel();
    await expect(errand.answer).rejects.toThrow('cancelled');
    expect(work).not.toBe('');
  });

  it('is called off at any moment without taking the process along', async () => {
    const { store, work } = await aMaker();
    note(store, 200);
    // Cut off while SQLite's addon registers itself in the thread, the addon would abort the whole process.
    for (const wait of [0, 5, 20, 40, 60, 80, 120, 160]) {
      const errand = { kind: 'make', source: join(store.dataDir, 'console.db'), work, stem: 'console', base: null } as const;
      const sent = backupErrand({ ...errand, id: `after${wait}`, key: null });
      const settled = sent.answer.catch((error: unknown) => error);
      await new Promise((resolve) => setTimeout(resolve, wait));
      sent.cancel();
      const ended = (await settled) as { name?: string; path?: string };
      expect(ended.name ?? ended.path, `called off after ${wait} ms`).toMatch(
        wait === 0 ? /^ErrandCancelled$/ : /^ErrandCancelled$|\.part$/,
      );
    }
  });
});
