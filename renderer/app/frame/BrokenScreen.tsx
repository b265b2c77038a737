import { Button } from '@mantine/core';
import { IconAlertTriangle, IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/Screen';
import { EmptyState } from '../../ui/states';
import { useGoTo } from '../navigation';

/** In the place of a screen that threw: the frame around it stays alive. */
export function BrokenScreen({ error }: { error: unknown }) {
  const { t } = useTranslation('app');
  return (
    <Screen title={t('broken.title')}>
      <EmptyState
        icon={<IconAlertTriangle size={24} aria-hidden />}
        title={t('broken.title')}
        text={`${t('broken.text')} (${error instanceof Error ? error.message : String(error)})`}
        action={
          <Button size="xs" variant="default" onClick={() => window.location.reload()}>
            {t('broken.again')}
          </Button>
        }
      />
    </Screen>
  );
}

export function MissingScreen() {
  const { t } = useTranslation('app');
  const goTo = useGoTo();
  return (
    <Screen title={t('broken.missing')}>
      <EmptyState
        icon={<IconMapOff size={24} aria-hidden />}
        title={t('broken.missing')}
        text={t('broken.missingText')}
        action={
          <Button size="xs" variant="default" onClick={() => goTo('/market')}>
            {t('broken.market')}
          </Button>
        }
      />
    </Screen>
  );
}
