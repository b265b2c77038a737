import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SecondFactorSetup } from '../parts/SecondFactorSetup';
import { readHello, signOut } from '../queries';
import { GateCard } from './GateCard';

/** Signed in, with a level that a password alone does not guard. */
export function Enrol() {
  const { t } = useTranslation('access');
  const [coded, setCoded] = useState(false);
  return (
    <GateCard title={t(coded ? 'recovery.title' : 'enrol.title')} lead={t(coded ? 'recovery.text' : 'enrol.lead')}>
      <SecondFactorSetup
        onCodes={() => setCoded(true)}
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
