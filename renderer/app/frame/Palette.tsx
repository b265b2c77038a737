import { Modal } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { KeyHint } from '../../ui/KeyHint';
import type { CommandSpec } from '../commands';
import { fuzzyScore } from '../fuzzy';
import { useWord } from '../i18n';
import { COMMANDS, keyOf, runCommand, useKeys } from '../keys';
import { SCREENS } from '../screens';
import styles from './frame.module.css';

const STORED = 'sirrius.palette.recent';
const KEPT = 8;

/** Ids of the commands used last, newest first. */
function recent(): readonly string[] {
  const stored = localStorage.getItem(STORED);
  return stored === null ? [] : stored.split(' ');
}

function remember(id: string): void {
  localStorage.setItem(STORED, [id, ...recent().filter((other) => other !== id)].slice(0, KEPT).join(' '));
}

/** Every screen and every command that somebody on screen carries out, by name; accents do not matter, recent ones come first. */
export function Palette({ onClose }: { onClose: () => void }) {
  const say = useWord();
  const { handlers, changed, typedAhead } = useKeys();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = useMemo(() => {
    const usable = COMMANDS.filter((command) => command.id !== 'palette.open' && (handlers.get(command.id)?.length ?? 0) > 0);
    return search(usable, query, (command) => say(command.title));
  }, [handlers, query, say]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    if (typedAhead === '') return;
    setQuery((text) => text + typedAhead);
    useKeys.setState({ typedAhead: '' });
  }, [typedAhead]);
  const run = (command: CommandSpec | undefined) => {
    if (command === undefined) return;
    remember(command.id);
    onClose();
    // After the dialog has given the focus back, so that a command may move it.
    requestAnimationFrame(() => runCommand(command.id));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((index) => Math.min(found.length - 1, index + 1));
    else if (event.key === 'ArrowUp') setAt((index) => Math.max(0, index - 1));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': say('app:palette.label') } }}
    >
      <div className={styles.palette}>
        <input
          data-autofocus
          className={styles.paletteInput}
          placeholder={say('app:palette.placeholder')}
          role="combobox"
          aria-label={say('app:palette.label')}
          aria-expanded
          aria-controls={id}
          aria-activedescendant={found[at] === undefined ? undefined : `${id}-${at}`}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div ref={list} id={id} role="listbox" aria-label={say('app:palette.label')} className={styles.paletteList}>
          {found.map((command, index) => {
            const key = keyOf(command, changed);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and handles the keys of this list.
              <div
                key={command.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={styles.paletteItem}
                onMouseMove={() => setAt(index)}
                onClick={() => run(command)}
              >
                {say(command.title)}
                <span className={styles.paletteGroup}>{scopeName(command, say)}</span>
                {key !== null && <KeyHint shortcut={key} />}
              </div>
            );
          })}
        </div>
        {found.length === 0 && <p className={styles.paletteEmpty}>{say('app:palette.nothing')}</p>}
      </div>
    </Modal>
  );
}

function scopeName(command: CommandSpec, say: ReturnType<typeof useWord>): string {
  const screen = SCREENS.find((candidate) => candidate.commands.includes(command));
  return screen === undefined ? '' : say(screen.title);
}

/** Best match first; without a query, the recent ones and then all in their own order. */
export function search(
  commands: readonly CommandSpec[],
  query: string,
  name: (command: CommandSpec) => string,
): readonly CommandSpec[] {
  const order = recent();
  const rank = (command: CommandSpec) => {
    const position = order.indexOf(command.id);
    return position < 0 ? KEPT : position;
  };
  return commands
    .map((command) => ({ command, score: fuzzyScore(query, name(command)) }))
    .filter((entry): entry is { command: CommandSpec; score: number } => entry.score !== null)
    .sort((left, right) => (query.trim() === '' ? 0 : right.score - left.score) || rank(left.command) - rank(right.command))
    .map((entry) => entry.command);
}
