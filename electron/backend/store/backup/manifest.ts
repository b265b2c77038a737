import { z } from 'zod';

const head = z.object({ sequence: z.int(), hash: z.string() });

export const contents = z.object({
  rows: z.record(z.string(), z.int()),
  audit: head.extend({ at: z.int() }).nullable(),
  seals: head.nullable(),
  register: head.nullable().optional(),
  fact: z.int(),
  version: z.int(),
});

/** What lies beside every point as `<file>.json`, so that a lost catalogue can be read from the folder again. */
export const manifest = z.object({
  version: z.literal(1),
  id: z.string(),
  database: z.enum(['console', 'market']),
  kind: z.enum(['full', 'incremental']),
  base: z.string().nullable(),
  takenAt: z.int(),
  /** A bare name: it is joined to a folder. */
  file: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,120}$/),
  bytes: z.int(),
  sha256: z.string(),
  copySha256: z.string(),
  size: z.int(),
  encrypted: z.boolean(),
  contents,
});
export type Manifest = z.infer<typeof manifest>;

export const MANIFEST_END = '.json';

/** Sorts by time, tells what it is, and takes no sign that a file system or a bucket minds. */
export function pointName(one: Pick<Manifest, 'database' | 'takenAt' | 'kind' | 'id' | 'encrypted'>): string {
  const at = new Date(one.takenAt).toISOString().toLowerCase().replaceAll(/[:.]/g, '-');
  const kind = one.kind === 'full' ? 'full.db' : 'incremental.pages';
  return `${one.database}-${at}-${one.id.slice(-8)}.${kind}.gz${one.encrypted ? '.enc' : ''}`;
}
