import { canonicalJson, type Json } from '../../../shared/base/canonical';
import { sha256Hex } from '../kit/hash';
import type { AuditTable, SealsTable } from './schema';
import type { RegisterEntriesTable } from './tables/register';

/** What the first row of a chain names as its predecessor. */
export const GENESIS = '0'.repeat(64);

/** The end of a chain: 0 and GENESIS while it is empty. */
export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/** SHA-256 of the predecessor's hash and the row in canonical JSON. */
export function auditHash(row: Omit<AuditTable, 'hash'>): string {
  const { previous, ...content } = row;
  return link(previous, content);
}

export function sealHash(row: Omit<SealsTable, 'hash'>): string {
  const { previous, ...content } = row;
  return link(previous, content);
}

export function registerHash(row: Omit<RegisterEntriesTable, 'hash'>): string {
  const { previous, ...content } = row;
  return link(previous, content);
}

function link(previous: string, content: { readonly [key: string]: Json }): string {
  return sha256Hex(previous + canonicalJson(content));
}
