import { describe, expect, it } from 'vitest';
import { admitFile, admitLink, MAX_EVIDENCE_BYTES, safeName } from './admit';

const text = (content: string) => new TextEncoder().encode(content);
const PNG = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
);
const refusal = (code: string) => expect.objectContaining({ code });

describe('[SOP21] a file as evidence', () => {
  it('is judged by its bytes, and named after them', async () => {
    expect(await admitFile('capture.png', PNG)).toEqual({ name: 'capture.png', mime: 'image/png' });
    expect(await admitFile('facture.exe', PNG)).toEqual({ name: 'facture.exe.png', mime: 'image/png' });
    expect(await admitFile('relevé du 15.csv', text('a;b\n1;2\n'))).toEqual({ name: 'relevé du 15.csv', mime: 'text/csv' });
  });

  it.each([
    ['page.html', '<!doctype html><script>alert(1)</script>'],
    ['page.txt', '  <html><body>'],
    ['drawing.json', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['run.sh', '#!/bin/sh\nrm -rf /'],
    ['notes.txt', 'a\u0000b'],
    ['none', 'plain'],
  ])('is refused where something could run it or nobody could read it: %s', async (name, content) => {
    await expect(admitFile(name, text(content))).rejects.toEqual(refusal('TYPE_REFUSED'));
  });

  it('is refused where it is a program, whatever it is called', async () => {
    const elf = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...new Array(64).fill(0)]);
    await expect(admitFile('photo.png', elf)).rejects.toEqual(refusal('TYPE_REFUSED'));
  });

  it('is refused over the limit, 200 MB as well as one byte', async () => {
    await expect(admitFile('a.txt', new Uint8Array(MAX_EVIDENCE_BYTES + 1))).rejects.toEqual(refusal('TOO_LARGE'));
    await expect(admitFile('a.txt', new Uint8Array(200 * 1024 * 1024))).rejects.toEqual(refusal('TOO_LARGE'));
  });

  it.each([
    '../a.png',
    '/etc/passwd',
    'C:\\a.png',
    'a/b.png',
    '..',
    '.hidden',
    'nul.txt',
    'a\u0000.png',
    'x\u202egnp.exe',
    '',
    'a.',
  ])('keeps no path for a name: %j', (name) => expect(() => safeName(name)).toThrow(refusal('NAME_REFUSED')));

  it('takes links of the web only', () => {
    expect(admitLink('https://status.example/incident/1')).toBe('https://status.example/incident/1');
    for (const link of ['javascript:alert(1)', 'file:///etc/passwd', 'https://a:b@c.example', 'data:text/html,x', 'nothing']) {
      expect(() => admitLink(link)).toThrow(refusal('NOT_A_LINK'));
    }
  });
});
