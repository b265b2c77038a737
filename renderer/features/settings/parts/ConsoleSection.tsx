import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useHello } from '../../../app/frame/hello';
import { shell } from '../../../app/shell';
import { Fields, Time } from '../../../ui/values';
import { SettingsSection } from './Row';

/** What runs here. */
export function ConsoleSection() {
  const { t } = useTranslation('settings');
  const hello = useHello();
  const secrets = useQuery({ queryKey: ['shell', 'secure-storage'], queryFn: () => shell.secureStorage() }).data;
  return (
    <SettingsSection id="console" title={t('console.title')}>
      <Fields
        rows={[
          { name: t('console.version'), value: hello?.version ?? '–' },
          { name: t('console.host'), value: t(`console.hosts.${shell.kind}`) },
          { name: t('console.started'), value: hello === null ? '–' : <Time at={hello.startedAt} style="full" /> },
          { name: t('console.secrets'), value: secrets === undefined ? '–' : t(`console.storage.${secrets}`) },
        ]}
      />
    </SettingsSection>
  );
}
