import { useEffect, useEffectEvent } from 'react';
import { create } from 'zustand';
import { COMMON_COMMANDS, type CommandSpec } from './commands';
import { useGate } from './gate/gateState';
import { SCREENS } from './screens';
import { type KeyPress, shortcutsOf } from './shortcut';

/** Every command of the console, mounted or not. */
export const COMMANDS: readonly CommandSpec[] = [
  ...SCREENS.map((screen) => screen.go),
  ...SCREENS.flatMap((screen) => screen.commands),
  ...COMMON_COMMANDS,
];

interface KeysState {
  /** The person's own keys by command id, from the settings. */
  readonly changed: Readonly<Record<string, string>>;
  /** Who carries out which command now; the latest mounted comes last and wins. */
  /** True while the palette or the list of keys is open or on its way: what is typed is meant for it. */
  readonly held: boolean;
  /** What was typed while it was on its way. */
  readonly typedAhead: string;
  readonly handlers: ReadonlyMap<string, readonly (() => void)[]>;
}

export const useKeys = create<KeysState>(() => ({ changed: {}, held: false, typedAhead: '', handlers: new Map() }));

/** The key of a command in force: the person's, else the default; an empty text means none. */
export function keyOf(command: CommandSpec, changed: Readonly<Record<string, string>>): string | null {
  const own = changed[command.id];
  return own === undefined ? command.key : own === '' ? null : own;
}

/** The key of the command with this id, for tooltips; null where it has none. */
export function useKeyOf(id: string): string | null {
  const changed = useKeys((state) => state.changed);
  const command = COMMANDS.find((candidate) => candidate.id === id);
  return command === undefined ? null : keyOf(command, changed);
}

/** Carries out command `id` while the component is mounted and `enabled`. */
export function useCommand(id: string, run: () => void, enabled = true): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return;
    const handler = () => latest();
    edit(id, (list) => [...list, handler]);
    return () => edit(id, (list) => list.filter((candidate) => candidate !== handler));
  }, [id, enabled]);
}

function edit(id: string, change: (list: readonly (() => void)[]) => readonly (() => void)[]): void {
  useKeys.setState(({ handlers }) => {
    const next = new Map(handlers);
    next.set(id, change(next.get(id) ?? []));
    return { handlers: next };
  });
}

/** Runs a command if somebody on screen carries it out; says whether. */
export function runCommand(id: string): boolean {
  const handler = useKeys.getState().handlers.get(id)?.at(-1);
  handler?.();
  return handler !== undefined;
}

/** Two commands fight for a key only where both can be on screen: in the same scope, or when one is common to all. */
export function conflictOf(command: CommandSpec, key: string, changed: Readonly<Record<string, string>>): CommandSpec | null {
  const common = (candidate: CommandSpec) => COMMON_COMMANDS.includes(candidate) || candidate.id.startsWith('go.');
  const scope = (candidate: CommandSpec) => candidate.id.split('.')[0];
  return (
    COMMANDS.find(
      (other) =>
        other.id !== command.id &&
        keyOf(other, changed) === key &&
        (common(other) || common(command) || scope(other) === scope(command)),
    ) ?? null
  );
}

/** The command a press asks for, given what is carried out on screen. */
export function commandFor(press: KeyPress, state: KeysState, typing: boolean): CommandSpec | null {
  for (const shortcut of shortcutsOf(press)) {
    const found = COMMANDS.find(
      (command) =>
        keyOf(command, state.changed) === shortcut &&
        (state.handlers.get(command.id)?.length ?? 0) > 0 &&
        (!typing || command.inFields === true),
    );
    if (found !== undefined) return found;
  }
  return null;
}

const FIELD =
  'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true], [role=combobox], [role=textbox]';
/** Where Enter and Space already mean something. */
const ACTIVE =
  'button, a[href], summary, [role=menuitem], [role=option], [role=switch], [role=tab], [role=checkbox], [role=radio]';

/** Holds a character for the palette that is about to have the focus. */
function keepTyped(event: KeyboardEvent): void {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  useKeys.setState(({ typedAhead }) => ({ typedAhead: typedAhead + event.key }));
}

export function listenToKeys(target: Document): () => void {
  const hear = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !useGate.getState().open) return;
    const element = event.target instanceof Element ? event.target : null;
    if (element?.closest('[aria-modal=true]') != null) return;
    if (useKeys.getState().held) return keepTyped(event);
    if ((event.key === 'Enter' || event.key === ' ') && element?.closest(ACTIVE) != null) return;
    const command = commandFor(event, useKeys.getState(), element?.closest(FIELD) != null);
    if (command === null) return;
    event.preventDefault();
    runCommand(command.id);
  };
  target.addEventListener('keydown', hear);
  return () => target.removeEventListener('keydown', hear);
}
