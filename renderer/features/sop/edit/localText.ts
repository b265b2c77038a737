import type { Keep } from '../run/drafts';

/** A text that was changed and not yet saved, and what it was changed from. */
export interface LocalText {
  readonly yaml: string;
  /** The draft's revision that it was typed upon; saving it over a later one is refused. */
  readonly revision: number;
  readonly basedOn: number;
}

const stored = (id: string) => `sirrius.procedure.${id}`;

export function readLocal(keep: Keep, id: string): LocalText | null {
  try {
    const found: unknown = JSON.parse(keep.getItem(stored(id)) ?? 'null');
    return isLocal(found) ? found : null;
  } catch {
    // A damaged copy costs what was typed since the last save; the draft itself is with the backend.
    return null;
  }
}

export function keepLocal(keep: Keep, id: string, local: LocalText | null): void {
  if (local === null) keep.removeItem(stored(id));
  else keep.setItem(stored(id), JSON.stringify(local));
}

function isLocal(value: unknown): value is LocalText {
  if (typeof value !== 'object' || value === null) return false;
  const { yaml, revision, basedOn } = value as Record<string, unknown>;
  return typeof yaml === 'string' && Number.isInteger(revision) && Number.isInteger(basedOn);
}

/** The identifier that a procedure's text gives itself; null where it gives none. */
export function idIn(yaml: string): string | null {
  return /^id:\s*["']?([A-Z]+(?:-[A-Z0-9]+)+)["']?\s*(?:#.*)?$/m.exec(yaml)?.[1] ?? null;
}
