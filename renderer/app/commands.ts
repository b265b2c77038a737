import type { WordKey } from './i18n';

/** Something the person can ask for: listed in the palette and in F1, bound to a key, carried out by whoever is on screen. */
export interface CommandSpec {
  /** `<scope>.<name>`, such as `market.timeframe.1h`; stable, since changed keys are stored under it. */
  readonly id: string;
  readonly title: WordKey;
  /** Default key as `shortcutsOf` writes it; null for none. */
  readonly key: string | null;
  /** Also fires while a field is being typed in. */
  readonly inFields?: boolean;
}

/** Commands that mean the same on every screen; those of one screen stand in its feature's `commands.ts`. */
export const COMMON_COMMANDS: readonly CommandSpec[] = [
  { id: 'palette.open', title: 'app:command.palette', key: 'Ctrl+K', inFields: true },
  { id: 'keys.show', title: 'app:command.keys', key: 'F1', inFields: true },
  { id: 'notices.toggle', title: 'app:command.notices', key: 'F8', inFields: true },
  { id: 'window.detach', title: 'app:command.detach', key: 'F9' },
  { id: 'session.lock', title: 'app:command.lock', key: 'Ctrl+Alt+L', inFields: true },
  { id: 'session.signOut', title: 'app:command.signOut', key: null },
  { id: 'list.next', title: 'app:command.next', key: 'J' },
  { id: 'list.previous', title: 'app:command.previous', key: 'K' },
  { id: 'list.open', title: 'app:command.open', key: 'Enter' },
  { id: 'screen.search', title: 'app:command.search', key: 'Ctrl+F', inFields: true },
  { id: 'screen.create', title: 'app:command.create', key: 'Insert' },
  { id: 'screen.edit', title: 'app:command.edit', key: 'F2' },
  { id: 'screen.back', title: 'app:command.back', key: 'Escape' },
];
