import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { EvidenceRow, RunDetail, StepStatus } from '../../../../../shared/features/sop/run';
import { aFolder } from '../../../../../test/builders/store';
import { sha256Hex } from '../../../kit/hash';
import type { PackSource } from './manifest';
import { makePack } from './pack';

const AT = Date.UTC(2026, 10, 25, 8, 0);
const ANNA = { id: 'anna', name: 'Anna <b>' };
const said = { fr: 'Vérifiez <script>alert(1)</script>', en: 'Check' };
const picture = new Uint8Array(600_000).map((_, index) => (index * 31) % 251);

const evidence: EvidenceRow = {
  id: '01900000-0000-7000-8000-000000000001',
  at: AT,
  by: ANNA,
  kind: 'file',
  label: 'relevé.csv',
  mime: 'text/csv',
  bytes: picture.length,
  sha256: sha256Hex(picture),
  withdrawn: null,
};
const status: StepStatus = {
  id: 'look',
  state: 'done',
  revision: 1,
  by: ANNA,
  at: AT,
  assignee: null,
  notes: [{ at: AT, by: ANNA, text: 'a & b' }],
  reason: null,
  option: null,
  values: {},
  check: null,
  attested: false,
  approval: null,
  waitUntil: null,
  evidence: [evidence, { ...evidence, id: '01900000-0000-7000-8000-000000000002' }],
};
const run: RunDetail = {
  id: '01900000-0000-7000-8000-000000000009',
  procedure: 'TEST-001',
  version: 3,
  title: said,
  family: 'tech',
  schedule: 'daily',
  subject: null,
  dueAt: AT,
  startedAt: AT,
  endedAt: AT + 60_000,
  state: 'done',
  startedBy: ANNA,
  lead: ANNA,
  onTime: true,
  done: 1,
  total: 1,
  skipped: 0,
  failed: 0,
  reason: null,
  nextDueAt: null,
  current: 3,
  changedSince: [],
  steps: [status],
  phases: [{ id: 'one', state: 'done', opensAt: null, dueAt: null, endedAt: AT, lateReason: null }],
  rollingBack: false,
  events: [{ sequence: 1, at: AT, by: ANNA, kind: 'started', step: null, note: null }],
  parent: null,
  pinned: {
    id: 'TEST-001',
    version: 3,
    title: said,
    family: 'tech',
    objective: { ...said, covers: [] },
    owner: { roles: ['sre'], covers: [] },
    review: { everyMonths: 6 },
    schedules: [{ id: 'daily', title: said, kind: 'demand', graceMinutes: 1, missedAfterMinutes: 1, phases: [], covers: [] }],
    phases: [
      {
        id: 'one',
        title: said,
        part: 'work',
        steps: [
          {
            id: 'look',
            kind: 'attest',
            title: said,
            help: said,
            why: said,
            covers: [],
            roles: [],
            onFailure: 'continue',
            optional: false,
          },
        ],
      },
    ],
    values: [],
    escalations: [],
    templates: [],
    contacts: [],
  },
};
const source: PackSource = {
  run,
  yaml: 'id: TEST-001\n',
  procedureDigest: 'd',
  approvals: [],
  audit: [],
  madeAt: AT,
  madeBy: 'anna',
};
const content = async (sha256: string) => (sha256 === evidence.sha256 ? picture : null);

/** Whatever this machine has that unpacks a ZIP and knows nothing of the library that packed it. */
const PROGRAMS: readonly ((file: string, folder: string) => readonly string[])[] = [
  (file, folder) => ['unzip', '-qq', file, '-d', folder],
  (file, folder) => ['python3', '-m', 'zipfile', '-e', file, folder],
];
const unpack = PROGRAMS.find((program) => spawnSync(program('', '')[0] ?? '', ['--help']).error === undefined);

describe('[SOP22] the evidence pack', () => {
  it('can be checked with tools that everybody has', async () => {
    const pack = await makePack(source, content);
    const folder = aFolder();
    for (const [path, bytes] of Object.entries(unzipSync(pack.zip))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const check = spawnSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' });
    expect(check.status, check.stdout + check.stderr).toBe(0);
    expect(sha256Hex(readFileSync(join(folder, 'SHA256SUMS')))).toBe(pack.digest);
    expect(check.stdout).toContain('evidence/002-releve.csv: OK');
    writeFileSync(join(folder, 'procedure.yaml'), 'id: OTHER\n');
    expect(spawnSync('sha256sum', ['-c', '--status', 'SHA256SUMS'], { cwd: folder }).status).toBe(1);
  });

  it.skipIf(unpack === undefined)(
    `opens with a program that is not ours${unpack === undefined ? ' (skipped: neither unzip nor python3 is here)' : ''}`,
    async () => {
      const pack = await makePack(source, content);
      const folder = aFolder();
      const file = join(folder, 'pack.zip');
      writeFileSync(file, pack.zip);
      const [program = '', ...words] = unpack?.(file, folder) ?? [];
      const opened = spawnSync(program, words, { encoding: 'utf8' });
      expect(opened.status, opened.stdout + opened.stderr).toBe(0);
      expect(spawnSync('sha256sum', ['-c', '--status', 'SHA256SUMS'], { cwd: folder }).status).toBe(0);
    },
  );

  it('tells who did what, when and for how long, and is the same for the same run', async () => {
    const [pack, again] = [await makePack(source, content), await makePack(source, content)];
    expect(Buffer.compare(pack.zip, again.zip)).toBe(0);
    const manifest = JSON.parse(new TextDecoder().decode(unzipSync(pack.zip)['manifest.json'])) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      run: { procedure: 'TEST-001', version: 3, durationMs: 60_000, lead: ANNA },
      steps: [{ id: 'look', by: ANNA, at: AT, evidence: [{ path: 'evidence/001-releve.csv', sha256: evidence.sha256 }, {}] }],
    });
  });

  it('holds a page without anything that runs', async () => {
    const page = new TextDecoder().decode(unzipSync((await makePack(source, content)).zip)['run.fr.html']);
    expect(page).not.toMatch(/<script|onload|<img|src=/i);
    expect(page).toContain('Vérifiez &lt;script&gt;');
    expect(page).toContain("default-src 'none'");
  });

  it('says what is missing instead of leaving it out', async () => {
    const pack = await makePack(source, async () => null);
    expect(pack.missing).toEqual(['evidence/001-releve.csv', 'evidence/002-releve.csv']);
    expect(Object.keys(unzipSync(pack.zip))).toContain('MISSING.txt');
  });
});
