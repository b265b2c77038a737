import { createContext, useContext } from 'react';
import type { RunDetail, StepStatus } from '../../../../shared/features/sop/run';
import type { RunDrafts } from './drafts';
import type { FieldProblem } from './fields';
import type { PhaseView, StepView } from './runView';
import type { Present } from './useLiveRun';

/** What a change of a step is sent with. */
export interface StepAt {
  readonly run: string;
  readonly step: string;
  readonly revision: number;
}

export type StepDialog = 'skip' | 'notApplicable' | 'fail' | 'attest' | 'assign';
export type RunDialog = 'pause' | 'handOver' | 'rollBack' | 'abort' | 'late';
export type Dialog =
  | { readonly kind: StepDialog | RunDialog }
  | { readonly kind: 'option'; readonly option: string; readonly label: string };
export type Composer = 'note' | 'evidence';

export interface StepRefusal {
  readonly step: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, FieldProblem>>;
}

export interface ActOptions {
  /** Goes on to the next open step. */
  readonly advance?: boolean;
  /** Said once it is done, with the way to take it back. */
  readonly undo?: string;
  readonly onDone?: () => void;
}

/** The run on screen, what is chosen in it, and all that can be done with it. */
export interface Desk {
  readonly run: RunDetail;
  readonly phases: readonly PhaseView[];
  readonly steps: readonly StepView[];
  readonly current: StepView | null;
  readonly others: readonly Present[];
  /** Whether this operator may change something in this run now. */
  readonly usable: boolean;
  readonly busy: boolean;
  readonly refusal: StepRefusal | null;
  /** Why something about the whole run was refused. */
  readonly runRefusal: string | null;
  readonly dialog: Dialog | null;
  readonly composer: Composer | null;
  readonly drafts: RunDrafts;
  readonly select: (step: string) => void;
  readonly move: (by: number) => void;
  readonly ask: (dialog: Dialog | null) => void;
  readonly compose: (composer: Composer | null) => void;
  readonly act: (command: (at: StepAt) => Promise<StepStatus>, options?: ActOptions) => Promise<void>;
  readonly actOnRun: (command: () => Promise<unknown>, told: string) => Promise<boolean>;
  readonly refuse: (error: unknown) => void;
  readonly draft: (change: (drafts: RunDrafts) => RunDrafts) => void;
  readonly primary: () => void;
  readonly choose: (index: number) => void;
  readonly finish: (lateReason?: string) => Promise<void>;
  readonly focus: () => void;
}

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('a part of a run stands outside of one');
  return desk;
}
