import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { sha256Hex } from '../../../kit/hash';
import { nextTurn } from '../../../kit/turn';
import { hashInTurns } from '../../../store/evidence';
import { evidencePaths, manifestOf, type PackFile, type PackSource, text } from './manifest';
import { printable } from './printable';

const VERIFY = `# How to check this pack / Comment vérifier ce dossier

    sha256sum -c SHA256SUMS

Every file must say OK. \`manifest.json\` repeats the same digests with the run's steps, people, times, approvals and the
journal's rows, each with its hash. SHA-256 of \`SHA256SUMS\` itself was shown by the console when the pack was made.

Chaque fichier doit répondre OK. \`manifest.json\` reprend les mêmes empreintes, avec les étapes, les personnes, les heures, les
approbations et les lignes du journal, chacune avec son empreinte.
`;

/** What is already packed gains nothing by being packed again. */
const PACKED = /\.(?:png|jpe?g|webp|pdf|xlsx|docx)$/i;
const SLICE = 256 * 1024;

export interface Pack {
  readonly name: string;
  readonly zip: Uint8Array;
  /** SHA-256 of `SHA256SUMS`. */
  readonly digest: string;
  /** Evidence that is gone or damaged; the pack says so instead of leaving it out silently. */
  readonly missing: readonly string[];
}

/** One ZIP that can be checked without the console. Works in pieces: no turn of the loop packs more than 256 KiB. */
export async function makePack(source: PackSource, content: (sha256: string) => Promise<Uint8Array | null>): Promise<Pack> {
  const { run } = source;
  const missing: string[] = [];
  const files: PackFile[] = [
    { path: 'procedure.yaml', bytes: text(source.yaml) },
    { path: 'run.fr.html', bytes: text(printable(run, 'fr')) },
    { path: 'run.en.html', bytes: text(printable(run, 'en')) },
    { path: 'VERIFY.md', bytes: text(VERIFY) },
  ];
  const paths = evidencePaths(run);
  for (const row of run.steps.flatMap((step) => step.evidence)) {
    const path = paths.get(row.id);
    if (path === undefined) continue;
    const bytes = await content(row.sha256);
    if (bytes === null) missing.push(path);
    else files.push({ path, bytes });
    await nextTurn();
  }
  if (missing.length > 0) files.push({ path: 'MISSING.txt', bytes: text(`${missing.join('\n')}\n`) });
  const digests = new Map<string, string>();
  for (const { path, bytes } of files) digests.set(path, await hashInTurns(bytes));
  const manifest = manifestOf(source, files, digests);
  files.push({ path: 'manifest.json', bytes: manifest });
  digests.set('manifest.json', sha256Hex(manifest));
  const sums = text(files.map(({ path }) => `${digests.get(path)}  ${path}\n`).join(''));
  const zip = await zipped([...files, { path: 'SHA256SUMS', bytes: sums }], source.madeAt);
  return { name: nameOf(source), zip, digest: sha256Hex(sums), missing };
}

function nameOf({ run, madeAt }: PackSource): string {
  return `${run.procedure}-${new Date(run.startedAt ?? madeAt).toISOString().slice(0, 10)}-${run.id.slice(0, 8)}.zip`;
}

async function zipped(files: readonly PackFile[], madeAt: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, part) => {
    if (error !== null) failure = error;
    else parts.push(part);
  });
  for (const { path, bytes } of files) {
    const entry = PACKED.test(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    entry.mtime = madeAt;
    zip.add(entry);
    for (let at = 0; at < bytes.length; at += SLICE) {
      entry.push(bytes.subarray(at, at + SLICE));
      await nextTurn();
    }
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  if (failure !== null) throw failure;
  return Buffer.concat(parts);
}
