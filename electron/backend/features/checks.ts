import type { Json } from '../../../shared/base/canonical';
import type { ActId, CheckId } from '../../../shared/features/sop/checks';
import type { Procedure } from '../../../shared/features/sop/procedure';
import type { CheckResult } from '../../../shared/features/sop/run';
import type { Text } from '../../../shared/features/sop/text';
import type { Tx } from '../store/types';

export type Params = Readonly<Record<string, string | number>>;

/** What a check is asked about: the run, its procedure as pinned, and what the step says. */
export interface CheckContext {
  readonly params: Params;
  readonly run: string;
  readonly subject: string | null;
  readonly startedAt: number;
  readonly procedure: Procedure;
  readonly now: number;
}

export type Verdict = Omit<CheckResult, 'at'>;
/** Proves something that the console can see. Long work is awaited in turns. */
export type Check = (context: CheckContext) => Verdict | Promise<Verdict>;
/** What a feature can prove, in its `checks.ts`; compose merges them. */
export type Checks = Partial<Readonly<Record<CheckId, Check>>>;

export interface ActContext extends CheckContext {
  readonly title: Text;
  readonly actor: string;
  /** What was typed for it. */
  readonly given: { readonly subject?: string | undefined; readonly text?: string | undefined };
}

/**
 * Does one thing in the step's own transaction; the waiting part, where there is one, comes first. Throws Refusal with a word
 * where it cannot be done. What it returns is kept as captured evidence.
 */
export interface Act {
  readonly prepare?: (context: ActContext) => Promise<unknown>;
  readonly run: (tx: Tx, context: ActContext, prepared: unknown) => Json;
}
export type Acts = Partial<Readonly<Record<ActId, Act>>>;

/** A verdict in one line. */
export function verdict(kind: Verdict['verdict'], summary: Text, figures: Verdict['figures'] = []): Verdict {
  return { verdict: kind, summary, figures: [...figures] };
}

export function figure(fr: string, en: string, value: string | number): Verdict['figures'][number] {
  return { label: { fr, en }, value: String(value) };
}
