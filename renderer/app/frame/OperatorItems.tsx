import { Menu } from '@mantine/core';
import { IconLock, IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../shared/features/access/operator';
import { KeyHint } from '../../ui/KeyHint';
import { runCommand, useKeyOf } from '../keys';
import { useGoTo } from '../navigation';
import { OperatorButton } from './OperatorButton';

/** The operator's menu; `opened` where it was pressed before it was there. */
export function OperatorItems({ operator, opened }: { operator: Me; opened: boolean }) {
  const { t } = useTranslation('app');
  const goTo = useGoTo();
  const lockKey = useKeyOf('session.lock');
  return (
    <Menu position="top-end" width={240} shadow="none" transitionProps={{ duration: 0 }} defaultOpened={opened}>
      <Menu.Target>
        <OperatorButton operator={operator} />
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
