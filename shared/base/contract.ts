import { oc } from '@orpc/contract';
import type { Permission } from './access';

/** What the router must know about a procedure besides its shapes. */
export interface ProcedureMeta {
  /** The right the caller must hold. */
  readonly permission: Permission;
  /** A command changes something and is audited; a query runs on the read-only connection; a stream is a query that stays open. */
  readonly kind: 'query' | 'command' | 'stream';
}

const base = oc.$meta<ProcedureMeta>({ permission: 'session:use', kind: 'query' });

export const query = (permission: Permission) => base.meta({ permission, kind: 'query' });
export const command = (permission: Permission) => base.meta({ permission, kind: 'command' });
export const stream = (permission: Permission) => base.meta({ permission, kind: 'stream' });
