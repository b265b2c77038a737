import { Modal } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { KeyHint } from '../../ui/KeyHint';
import { fuzzyScore } from '../fuzzy';
import { useWord } from '../i18n';
import { COMMANDS, keyOf, runCommand, useKeys } from '../keys';
import { type PaletteEntry, usePaletteEntries } from '../paletteEntries';
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

interface Offer extends PaletteEntry {
  readonly key: string | null;
}

/** What can be asked for now: commands that somebody on screen carries out, then what features add. */
function useOffers(): readonly Offer[] {
  const say = useWord();
  const { handlers, changed } = useKeys();
  const entries = usePaletteEntries();
  return useMemo(() => {
    const usable = COMMANDS.filter((command) => command.id !== 'palette.open' && (handlers.get(command.id)?.length ?? 0) > 0);
    const commands = usable.map((command) => {
      const screen = SCREENS.find((candidate) => candidate.commands.includes(command));
      const group = screen === undefined ? '' : say(screen.title);
      return {
        id: command.id,
        title: say(command.title),
        group,
        run: () => void runCommand(command.id),
        key: keyOf(command, changed),
      };
    });
    return [...commands, ...entries.map((entry) => ({ ...entry, key: null }))];
  }, [handlers, changed, entries, say]);
}

/** Every screen and every command that somebody on screen carries out, by name; accents do not matter, recent ones come first. */
export function Palette({ onClose }: { onClose: () => void }) {
  const say = useWord();
  const typedAhead = useKeys((state) => state.typedAhead);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const offers = useOffers();
  const found = useMemo(() => search(offers, query), [offers, query]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    if (typedAhead === '') return;
    setQuery((text) => text + typedAhead);
    useKeys.setState({ typedAhead: '' });
  }, [typedAhead]);
  const run = (offer: Offer | undefined) => {
    if (offer === undefined) return;
    remember(offer.id);
    onClose();
    // After the dialog has given the focus back, so that a command may move it.
    requestAnimationFrame(offer.run);
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
          {found.map((offer, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and handles the keys of this list.
            <div
              key={offer.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              className={styles.paletteItem}
              onMouseMove={() => setAt(index)}
              onClick={() => run(offer)}
            >
              {offer.title}
              <span className={styles.paletteGroup}>{offer.group}</span>
              {offer.key !== null && <KeyHint shortcut={offer.key} />}
            </div>
          ))}
        </div>
        {found.length === 0 && <p className={styles.paletteEmpty}>{say('app:palette.nothing')}</p>}
      </div>
    </Modal>
  );
}

/** Best match first; without a query, the recent ones and then all in their own order. */
export function search<Named extends { readonly id: string; readonly title: string }>(
  offers: readonly Named[],
  query: string,
): readonly Named[] {
  const order = recent();
  const rank = (offer: Named) => {
    const position = order.indexOf(offer.id);
    return position < 0 ? KEPT : position;
  };
  return offers
    .map((offer) => ({ offer, score: fuzzyScore(query, offer.title) }))
    .filter((entry): entry is { offer: Named; score: number } => entry.score !== null)
    .sort((left, right) => (query.trim() === '' ? 0 : right.score - left.score) || rank(left.offer) - rank(right.offer))
    .map((entry) => entry.offer);
}
