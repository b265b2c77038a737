/** What an error means to the person in front: which words explain it, and the id under which the backend logged it. */
export interface FaultView {
  readonly kind: 'timeout' | 'unreachable' | 'ended' | 'forbidden' | 'refused' | 'fault';
  readonly id: string | null;
  /** The contract's word where the backend refused. */
  readonly code: string | null;
}

const LINK_KINDS = ['timeout', 'unreachable', 'ended'] as const;

/** Reads the shapes the link and the router throw; anything unknown is a fault. */
export function faultOf(error: unknown): FaultView {
  const kind = field(error, 'kind');
  const known = LINK_KINDS.find((candidate) => candidate === kind);
  if (known !== undefined) return { kind: known, id: null, code: null };
  const code = text(field(error, 'code'));
  const data = field(error, 'data');
  const id = code === 'FAULT' ? text(field(data, 'id')) : null;
  // The person declined to give the second factor again: nothing was done.
  if (code === 'STEP_UP') return { kind: 'refused', id, code };
  if (code === 'FORBIDDEN' || code === 'UNAUTHORIZED') return { kind: 'forbidden', id, code };
  return { kind: field(error, 'defined') === true ? 'refused' : 'fault', id, code };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
