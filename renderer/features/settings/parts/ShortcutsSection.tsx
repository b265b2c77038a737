import { Button } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COMMON_COMMANDS, type CommandSpec } from '../../../app/commands';
import { useWord } from '../../../app/i18n';
import { conflictOf, keyOf } from '../../../app/keys';
import { SCREENS } from '../../../app/screens';
import { shortcutsOf } from '../../../app/shortcut';
import { KeyHint } from '../../../ui/KeyHint';
import type { SectionProps } from './DisplaySection';
import { SettingsSection } from './Row';
import styles from './settings.module.css';

/** Every command with its key; press the button, then the new key. A key that is taken is refused, naming who has it. */
export function ShortcutsSection({ settings, save }: SectionProps) {
  const { t } = useTranslation('settings');
  const say = useWord();
  const groups = [
    { title: t('shortcuts.everywhere'), commands: COMMON_COMMANDS },
    { title: t('shortcuts.screens'), commands: SCREENS.map((screen) => screen.go) },
    ...SCREENS.filter((screen) => screen.commands.length > 0).map((screen) => ({
      title: say(screen.title),
      commands: screen.commands,
    })),
  ];
  return (
    <SettingsSection id="shortcuts" title={t('shortcuts.title')} note={t('shortcuts.note')}>
      {groups.map((group) => (
        <div key={group.title}>
          <h3 className={styles.group}>{group.title}</h3>
          <ul className={styles.list}>
            {group.commands.map((command) => (
              <Shortcut key={command.id} command={command} settings={settings} save={save} />
            ))}
          </ul>
        </div>
      ))}
    </SettingsSection>
  );
}

function Shortcut({ command, settings, save }: SectionProps & { command: CommandSpec }) {
  const { t } = useTranslation('settings');
  const say = useWord();
  const [listening, setListening] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const key = keyOf(command, settings.shortcuts);
  const own = settings.shortcuts[command.id] !== undefined;
  const reset = () => {
    const { [command.id]: _dropped, ...rest } = settings.shortcuts;
    setRefused(null);
    save({ shortcuts: rest });
  };
  const hear = (event: KeyboardEvent) => {
    const pressed = shortcutsOf({
      ...readPress(event),
      getModifierState: (name) => event.getModifierState(name as 'AltGraph'),
    })[0];
    if (pressed === undefined || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    setListening(false);
    const taken = conflictOf(command, pressed, settings.shortcuts);
    setRefused(taken === null ? null : t('shortcuts.taken', { key: pressed, command: say(taken.title) }));
    if (taken === null) save({ shortcuts: { ...settings.shortcuts, [command.id]: pressed } });
  };
  return (
    <li className={styles.item}>
      <span className={styles.itemMain}>
        {say(command.title)}{' '}
        {refused !== null && (
          <small className={styles.bad} role="alert">
            {refused}
          </small>
        )}
      </span>
      {listening ? (
        <button
          type="button"
          className={styles.capture}
          ref={focus}
          aria-label={t('shortcuts.press')}
          onKeyDown={hear}
          onBlur={() => setListening(false)}
        >
          {t('shortcuts.press')}
        </button>
      ) : (
        key !== null && <KeyHint shortcut={key} />
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={t('shortcuts.changeOf', { command: say(command.title) })}
        onClick={() => setListening(true)}
      >
        {t('shortcuts.change')}
      </Button>
      {own && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={t('shortcuts.resetOf', { command: say(command.title) })}
          onClick={reset}
        >
          {t('shortcuts.reset')}
        </Button>
      )}
    </li>
  );
}

const focus = (element: HTMLButtonElement | null) => element?.focus();
const readPress = ({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent) => ({
  key,
  code,
  ctrlKey,
  altKey,
  shiftKey,
  metaKey,
});
