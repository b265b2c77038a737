import { Button } from '@mantine/core';
import { IconAlertTriangle, IconMapOff } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Screen } from '../../ui/Screen';
import { EmptyState } from '../../ui/states';
import { useConnectionState } from '../client';
import { useGoTo } from '../navigation';

/** In the place of a screen that threw: the frame around it stays alive. */
export function BrokenScreen({ error }: { error: unknown }) {
  const { t } = useTranslation('app');
  useReloadOnReturn();
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

/** A screen whose parts could not be fetched while the backend was away opens again with it. */
function useReloadOnReturn(): void {
  const link = useConnectionState();
  const away = useRef(false);
  useEffect(() => {
    if (link === 'reconnecting' || link === 'offline') away.current = true;
    else if (link === 'connected' && away.current) window.location.reload();
  }, [link]);
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
