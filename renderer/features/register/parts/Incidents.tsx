import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterIncident } from '../../../../shared/features/register/contract';
import { client } from '../../../app/client';
import { Block } from '../../../ui/Plain';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { useSaidCall } from '../../../ui/useSaidCall';
import { readAgain } from '../queries';
import { refusalOf } from '../refusals';
import styles from './register.module.css';

/** Proofs that came out otherwise and that nobody has closed yet. */
export function Incidents({ incidents }: { incidents: readonly RegisterIncident[] }) {
  const { t } = useTranslation('register');
  const [closing, setClosing] = useState<RegisterIncident | null>(null);
  const open = incidents.filter(({ closedAt }) => closedAt === null);
  if (open.length === 0) return null;
  return (
    <Block title={t('incidents.title')} hint={t('incidents.hint')}>
      {open.map((one) => (
        <div key={one.id} className={styles.band} data-tone="danger" role="alert">
          {t('incidents.line', { day: one.day, instrument: one.instrument, finding: one.finding })}
          <Button size="compact-xs" variant="default" onClick={() => setClosing(one)}>
            {t('incidents.close')}
          </Button>
        </div>
      ))}
      {closing !== null && <Closing incident={closing} onClose={() => setClosing(null)} />}
    </Block>
  );
}

function Closing({ incident, onClose }: { incident: RegisterIncident; onClose: () => void }) {
  const { t } = useTranslation('register');
  const call = useSaidCall((reason: string) => client.register.closeIncident({ id: incident.id, reason }), {
    said: t('incidents.closed'),
    onDone: onClose,
    reread: readAgain,
    sentence: (code) => refusalOf(t, code),
  });
  return (
    <ReasonDialog
      title={t('incidents.closeTitle')}
      text={t('incidents.closeText')}
      action={t('incidents.close')}
      busy={call.busy}
      refusal={call.refusal}
      onConfirm={call.run}
      onClose={onClose}
    />
  );
}
