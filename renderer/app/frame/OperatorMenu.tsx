import { Menu } from '@mantine/core';
import { IconLock, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../shared/features/access/operator';
import { KeyHint } from '../../ui/KeyHint';
import { tell } from '../../ui/toasts';
import { client, orpc, queryClient } from '../client';
import { runCommand, useCommand, useKeyOf } from '../keys';
import { useGoTo } from '../navigation';
import styles from './frame.module.css';

/** Who is signed in, and the ways out. */
export function OperatorMenu({ operator }: { operator: Me }) {
  const { t } = useTranslation('app');
  const goTo = useGoTo();
  const lockKey = useKeyOf('session.lock');
  const leave = (act: () => Promise<unknown>) =>
    void act().then(
      () => queryClient.invalidateQueries({ queryKey: orpc.access.hello.key() }),
      () => tell(t('operator.failed')),
    );
  useCommand('session.lock', () => leave(() => client.access.lock()));
  useCommand('session.signOut', () => leave(() => client.access.signOut()));
  return (
    <Menu position="top-end" width={240} shadow="none" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={styles.statusItem} aria-label={t('operator.menu', { name: operator.name })}>
          <IconUserCircle size={13} aria-hidden />
          {operator.name} · {t('operator.level', { level: operator.level })}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{operator.email}</Menu.Label>
        <Menu.Item leftSection={<IconUserCircle size={14} aria-hidden />} onClick={() => goTo('/account')}>
          {t('screen.account')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLock size={14} aria-hidden />}
          rightSection={lockKey === null ? null : <KeyHint shortcut={lockKey} />}
          onClick={() => runCommand('session.lock')}
        >
          {t('operator.lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} aria-hidden />} onClick={() => runCommand('session.signOut')}>
          {t('command.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
