import type { z } from 'zod';
import type { FrameRefusal } from '../../../shared/features/monitoring/contract';

/** Thrown inside a reader of frames and caught at its door: why a frame is not used. */
export class Refusal extends Error {
  constructor(
    readonly refusal: FrameRefusal,
    detail: string,
  ) {
    super(detail);
  }
}

export interface RefusedFrame {
  readonly kind: 'refused';
  readonly refusal: FrameRefusal;
  readonly detail: string;
}

/** Parses JSON text and hands an object to `read`. Never throws for what is in the text. */
export function readJson<Frame>(text: string, read: (value: object) => Frame): Frame | RefusedFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('malformed', 'not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused('unsupported', nameOf(value));
  try {
    return read(value);
  } catch (fault) {
    if (fault instanceof Refusal) return refused(fault.refusal, fault.message);
    throw fault;
  }
}

function refused(refusal: FrameRefusal, detail: string): RefusedFrame {
  return { kind: 'refused', refusal, detail };
}

/** The value in its shape. Throws `Refusal` naming the first wrong field. */
export function parseFrame<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Refusal('malformed', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`);
}

/** What a JSON value calls itself, for the count of unsupported frames. */
export function nameOf(value: unknown): string {
  if (Array.isArray(value)) {
    const channel: unknown = value.findLast((item) => typeof item === 'string' && /^[a-z]/.test(item));
    return typeof channel === 'string' ? `array ${channel.slice(0, 30)}` : 'array';
  }
  if (typeof value !== 'object' || value === null) return typeof value;
  for (const key of ['e', 'event', 'feed', 'channel', 'method', 'lastUpdateId']) {
    const name: unknown = Reflect.get(value, key);
    if (typeof name === 'string') return `${key === 'feed' ? 'futures ' : ''}${name.slice(0, 40)}`;
    if (name !== undefined) return key;
  }
  return 'unnamed';
}
