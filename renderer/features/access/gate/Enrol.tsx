import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SecondFactorSetup } from '../parts/SecondFactorSetup';
import { readHello, signOut } from '../queries';
import { GateCard } from './GateCard';

/** Signed in, with a level that a password alone does not guard. */
export function Enrol() {
  const { t } = useTranslation('access');
  return (
    <GateCard title={t('enrol.title')} lead={t('enrol.lead')}>
      <SecondFactorSetup
        onDone={() => void readHello()}
        aside={
          <Button variant="subtle" onClick={() => void signOut()}>
            {t('enrol.later')}
          </Button>
        }
      />
    </GateCard>
  );
}
