import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shell } from '../../../app/shell';
import type { SectionProps } from './DisplaySection';
import { Row, SettingsSection } from './Row';

/** Which notices are made, and whether the system shows them too. The centre has them all either way. */
export function NoticesSection({ settings, save }: SectionProps) {
  const { t } = useTranslation('settings');
  const flags = ['nativeNotifications', 'notifyQuarantine', 'notifyOutcomes'] as const;
  return (
    <SettingsSection id="notices" title={t('notices.title')} note={t('notices.note')}>
      {flags.map((flag) => (
        <Row key={flag} label={t(`notices.${flag}`)}>
          {flag === 'nativeNotifications' && settings.nativeNotifications && shell.kind === 'web' && <WebPermission />}
          <Switch
            aria-label={t(`notices.${flag}`)}
            checked={settings[flag]}
            onChange={(event) => save({ [flag]: event.currentTarget.checked })}
          />
        </Row>
      ))}
    </SettingsSection>
  );
}

/** A browser shows notices only after it was asked, from a click. */
function WebPermission() {
  const { t } = useTranslation('settings');
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  if (permission === 'granted') return null;
  if (permission === 'denied') return <span>{t('notices.blocked')}</span>;
  return (
    <Button size="compact-xs" variant="default" onClick={() => void Notification.requestPermission().then(setPermission)}>
      {t('notices.allow')}
    </Button>
  );
}
