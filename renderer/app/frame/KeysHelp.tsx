import { Modal } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { Fragment } from 'react';
import { KeyHint } from '../../ui/KeyHint';
import { COMMON_COMMANDS, type CommandSpec } from '../commands';
import { useWord } from '../i18n';
import { keyOf, useKeys } from '../keys';
import { SCREENS, screenOf } from '../screens';
import styles from './frame.module.css';

/** The keys of the screen in front, then those that work everywhere. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const say = useWord();
  const screen = useRouterState({ select: (state) => screenOf(state.location.pathname) });
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('app:keys.title')}
      closeButtonProps={{ 'aria-label': say('ui:close') }}
      size={520}
      transitionProps={{ duration: 0 }}
    >
      <div className={styles.keysList}>
        {screen !== undefined && screen.commands.length > 0 && <Keys title={say(screen.title)} commands={screen.commands} />}
        <Keys title={say('app:keys.everywhere')} commands={COMMON_COMMANDS} />
        <Keys title={say('app:keys.screens')} commands={SCREENS.map((candidate) => candidate.go)} />
      </div>
    </Modal>
  );
}

function Keys({ title, commands }: { title: string; commands: readonly CommandSpec[] }) {
  const say = useWord();
  const changed = useKeys((state) => state.changed);
  return (
    <>
      <h3>{title}</h3>
      {commands.map((command) => {
        const key = keyOf(command, changed);
        return (
          key !== null && (
            <Fragment key={command.id}>
              <span>{say(command.title)}</span>
              <KeyHint shortcut={key} />
            </Fragment>
          )
        );
      })}
    </>
  );
}
