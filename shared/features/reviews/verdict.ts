import { z } from 'zod';

export const TECHNICAL = ['sound', 'doubtful', 'wrong'] as const;
export const FUNDAMENTAL = ['coherent', 'incoherent', 'unknown'] as const;
export const technical = z.enum(TECHNICAL);
export const fundamental = z.enum(FUNDAMENTAL);
export type Technical = z.infer<typeof technical>;
export type Fundamental = z.infer<typeof fundamental>;

export const SHORTEST_NOTE = 5;

export interface Judgement {
  readonly technical: Technical;
  readonly fundamental: Fundamental;
}

/** A signal that was not found good; such a verdict says why. */
export function isContested({ technical: one, fundamental: other }: Judgement): boolean {
  return one !== 'sound' || other === 'incoherent';
}

export function needsNote(judgement: Judgement, note: string): boolean {
  return isContested(judgement) && note.trim().length < SHORTEST_NOTE;
}
