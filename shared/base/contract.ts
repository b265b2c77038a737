import { oc } from '@orpc/contract';
import type { Permission } from './access';

/** What the router must know about a procedure besides its shapes. */
export interface ProcedureMeta {
  /** The right the caller must hold. */
  readonly permission: Permission;
  /** A command changes something and is audited; a query runs on the read-only connection; a stream is a query that stays open. */
  readonly kind: 'query' | 'command' | 'stream';
  /** Money, publication, rights and restore: the second factor is asked for again. */
  readonly stepUp: boolean;
  /** Fields of the input whose value goes nowhere but to the handler: a digest of a password can be guessed from. */
  readonly secrets: readonly string[];
}

const base = oc.$meta<ProcedureMeta>({ permission: 'session:use', kind: 'query', stepUp: false, secrets: [] });

export const query = (permission: Permission) => base.meta({ permission, kind: 'query', stepUp: false, secrets: [] });
export const command = (permission: Permission, options: Partial<Pick<ProcedureMeta, 'stepUp' | 'secrets'>> = {}) =>
  base.meta({ permission, kind: 'command', stepUp: options.stepUp ?? false, secrets: options.secrets ?? [] });
export const stream = (permission: Permission) => base.meta({ permission, kind: 'stream', stepUp: false, secrets: [] });
