import type { IncomingMessage, ServerResponse } from 'node:http';
import { proofShape, type Supervision } from '../../features/backups/supervision';
import { plain } from './statics';

/** Where a job of the company's own backups tells that it went well. */
export const BACKUP_HOOK = '/hooks/backup-proof';

const LARGEST = 1_000;
const STATUS = { taken: 204, UNKNOWN_TOKEN: 401, UNKNOWN_LINE: 422, IN_THE_FUTURE: 422 } as const;

/** `POST {"line","at"}` with `Authorization: Bearer <token>`; `at` in epoch ms or ISO 8601. A page has no token, so its origin is no matter. */
export function createBackupHook(supervision: Pick<Supervision, 'take'>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return plain(response, 405, 'method not allowed');
    const token = /^Bearer ([\w-]{10,100})$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return plain(response, 401, 'UNKNOWN_TOKEN');
    const text = await bodyOf(request);
    if (text === null) return plain(response, 413, 'too large');
    const proof = proofShape.safeParse(readProof(text));
    if (!proof.success) return plain(response, 400, 'expected {"line": text, "at": time}');
    const word = supervision.take(token, proof.data, 'hook');
    return plain(response, STATUS[word], word === 'taken' ? '' : word);
  };
}

function readProof(text: string): unknown {
  try {
    const read = JSON.parse(text) as { at?: unknown };
    return typeof read.at === 'string' ? { ...read, at: Date.parse(read.at) } : read;
  } catch {
    return null;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > LARGEST) return null;
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}
