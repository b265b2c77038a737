/** What was typed in a run and not yet sent, by step: a closed window or a crash loses none of it. */
export interface RunDrafts {
  readonly notes: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The part of the browser's storage that is needed. */
export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export const NO_DRAFTS: RunDrafts = { notes: {}, fields: {} };
const stored = (run: string) => `sirrius.run.${run}`;

export function readDrafts(keep: Keep, run: string): RunDrafts {
  try {
    const found: unknown = JSON.parse(keep.getItem(stored(run)) ?? 'null');
    return isDrafts(found) ? found : NO_DRAFTS;
  } catch {
    // A damaged copy costs what was typed last; the run itself is with the backend.
    return NO_DRAFTS;
  }
}

/** Writes them down, or clears the place when nothing is left. */
export function keepDrafts(keep: Keep, run: string, drafts: RunDrafts): void {
  const empty = Object.keys(drafts.notes).length === 0 && Object.keys(drafts.fields).length === 0;
  if (empty) keep.removeItem(stored(run));
  else keep.setItem(stored(run), JSON.stringify(drafts));
}

export function withNote(drafts: RunDrafts, step: string, text: string): RunDrafts {
  return { ...drafts, notes: text === '' ? without(drafts.notes, step) : { ...drafts.notes, [step]: text } };
}

export function withField(drafts: RunDrafts, step: string, field: string, text: string): RunDrafts {
  return { ...drafts, fields: { ...drafts.fields, [step]: { ...drafts.fields[step], [field]: text } } };
}

/** A step was settled: what was typed into its fields has been sent. */
export function withoutFields(drafts: RunDrafts, step: string): RunDrafts {
  return { ...drafts, fields: without(drafts.fields, step) };
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}

function isDrafts(value: unknown): value is RunDrafts {
  if (typeof value !== 'object' || value === null || !('notes' in value) || !('fields' in value)) return false;
  const texts = (part: unknown) => isRecord(part) && Object.values(part).every((text) => typeof text === 'string');
  return texts(value.notes) && isRecord(value.fields) && Object.values(value.fields).every(texts);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
