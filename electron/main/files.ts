import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PickedFile, PickRequest, SaveRequest } from '../../shared/base/shell';
import type { ElectronApi } from './electronApi';
import type { ShellWords } from './words';

/** A page never names a path: the operator chooses in the system's dialogue, and the page gets bytes. */
export async function pickFile({ dialog }: Pick<ElectronApi, 'dialog'>, request: PickRequest): Promise<PickedFile | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: request.title,
    properties: ['openFile'],
    filters: [{ name: request.title, extensions: [...request.extensions] }],
  });
  const path = filePaths[0];
  if (canceled || path === undefined) return null;
  const { size } = await stat(path);
  if (size > request.maxBytes) return null;
  const content = await readFile(path);
  return { name: basename(path), bytes: new Uint8Array(content).buffer };
}

/** `name` is only a proposal, and only its last part. False when the operator thinks better of it. */
export async function saveFile({ dialog }: Pick<ElectronApi, 'dialog'>, words: ShellWords, file: SaveRequest): Promise<boolean> {
  const { canceled, filePath } = await dialog.showSaveDialog({ title: words.save, defaultPath: basename(file.name) });
  if (canceled || filePath === '') return false;
  await writeFile(filePath, new Uint8Array(file.bytes));
  return true;
}
