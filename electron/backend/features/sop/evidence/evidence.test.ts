import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { aSopDesk, TOM } from '../../../../../test/builders/sop';
import { aSopText } from '../../../../../test/builders/sopText';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const fileOf = (bytes: BlobPart) => new Blob([bytes]);

async function aRun() {
  const desk = await aSopDesk({ shipped: [aSopText()] });
  const { run } = await desk.call('start', { procedure: 'TEST-001' });
  const add = (name: string, bytes: BlobPart) =>
    desk.call('addEvidence', { run, step: 'look', kind: 'file', name, file: fileOf(bytes) });
  return { desk, run, add };
}

describe('[SOP21] evidence of a step', () => {
  it('is kept as it was, handed out as it was, and never as something else', async () => {
    const { desk, add } = await aRun();
    const row = await add('capture.png', PNG);
    expect(row).toMatchObject({ kind: 'file', label: 'capture.png', mime: 'image/png', bytes: PNG.length, by: { id: 'anna' } });
    const { file } = await desk.call('evidence', { id: row.id });
    expect(Buffer.from(await file.arrayBuffer()).equals(PNG)).toBe(true);
    writeFileSync(join(desk.dataDir, 'evidence', row.sha256.slice(0, 2), row.sha256), 'autre chose');
    await expect(desk.call('evidence', { id: row.id })).rejects.toMatchObject({ code: 'DAMAGED' });
  });

  it('is refused where it is a page, a path or too large, and leaves nothing behind', async () => {
    const { desk, run, add } = await aRun();
    await expect(add('a.html', '<html>')).rejects.toMatchObject({ code: 'TYPE_REFUSED' });
    await expect(add('../../a.png', PNG)).rejects.toMatchObject({ code: 'NAME_REFUSED' });
    const huge = { size: 200 * 1024 * 1024, type: 'text/plain', arrayBuffer: () => Promise.reject(new Error('never read')) };
    const asked = { run, step: 'look', kind: 'file' as const, name: 'a.txt', file: huge };
    await expect(desk.call('addEvidence', asked)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    await expect(
      desk.call('addEvidence', { run, step: 'look', kind: 'link', link: 'javascript:alert(1)' }),
    ).rejects.toMatchObject({ code: 'NOT_A_LINK' });
    expect(existsSync(join(desk.dataDir, 'evidence'))).toBe(false);
  });

  it('is given by who may do the step', async () => {
    const { desk, run } = await aRun();
    const asked = { run, step: 'sign', kind: 'text' as const, text: 'signé' };
    await expect(desk.call('addEvidence', asked, TOM)).rejects.toMatchObject({ code: 'NOT_YOURS', data: { tier: 2 } });
  });

  it('[SOP22] is in the pack with the run’s journal, whole', async () => {
    const { desk, run, add } = await aRun();
    await add('capture.png', PNG);
    const { file, name } = await desk.call('pack', { id: run });
    const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
    expect(name).toMatch(/^TEST-001-2026-01-05-[0-9a-f]{8}\.zip$/);
    expect(Buffer.from(files['evidence/001-capture.png'] ?? []).equals(PNG)).toBe(true);
    expect(new TextDecoder().decode(files['procedure.yaml'])).toBe(aSopText());
    const manifest = JSON.parse(new TextDecoder().decode(files['manifest.json']));
    expect(manifest.audit.map((row: { action: string }) => row.action)).toEqual(['sop.start', 'sop.addEvidence']);
    expect((await desk.call('printable', { id: run, language: 'en' })).html).toContain('Evidence pack');
  });
});
