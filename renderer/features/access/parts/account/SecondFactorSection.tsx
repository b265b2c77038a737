import { Button, Modal } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../../shared/features/access/operator';
import { client } from '../../../../app/client';
import { Time } from '../../../../ui/values';
import { readHello } from '../../queries';
import { useAct } from '../../useAct';
import styles from '../access.module.css';
import { SecondFactorTag } from '../OperatorTags';
import { RecoveryCodes } from '../RecoveryCodes';
import { SecondFactorSetup } from '../SecondFactorSetup';

/** The authenticator: enrolled first or anew, and recovery codes for when it is lost. */
export function SecondFactorSection({ operator }: { operator: Me }) {
  const { t } = useTranslation('access');
  const id = useId();
  const [enrols, setEnrols] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = useAct(
    () => client.access.newRecoveryCodes(),
    ({ recoveryCodes }) => setCodes(recoveryCodes),
  );
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('column.secondFactor')}</h2>
      <div className={styles.form}>
        <p className={styles.row}>
          <SecondFactorTag operator={operator} />
          {operator.secondFactorAt !== null && (
            <span className={styles.note}>
              {t('account.factorSince')} <Time at={operator.secondFactorAt} style="day" />
            </span>
          )}
        </p>
        <p className={styles.note}>{t('account.factorHint')}</p>
        <div className={styles.row}>
          <Button size="xs" variant="default" onClick={() => setEnrols(true)}>
            {t(operator.secondFactor ? 'account.enrolAgain' : 'account.enrol')}
          </Button>
          {operator.secondFactor && (
            <Button size="xs" variant="default" loading={renew.busy} onClick={() => renew.run(undefined)}>
              {t('account.newCodes')}
            </Button>
          )}
        </div>
        {renew.refusal !== null && (
          <p className={styles.refusal} role="alert">
            {renew.refusal}
          </p>
        )}
      </div>
      {enrols && (
        <Dialog title={t('enrol.title')} onClose={() => setEnrols(false)}>
          <SecondFactorSetup
            onDone={() => {
              setEnrols(false);
              void readHello();
            }}
          />
        </Dialog>
      )}
      {codes !== null && (
        <Dialog title={t('account.newCodes')} onClose={null}>
          <RecoveryCodes codes={codes} intro onDone={() => setCodes(null)} />
        </Dialog>
      )}
    </section>
  );
}

/** `onClose` null: only its own button closes it. */
function Dialog({ title, onClose, children }: { title: string; onClose: (() => void) | null; children: React.ReactNode }) {
  const { t } = useTranslation('ui');
  return (
    <Modal
      opened
      title={title}
      size={460}
      onClose={onClose ?? (() => undefined)}
      closeOnClickOutside={false}
      closeOnEscape={onClose !== null}
      withCloseButton={onClose !== null}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Modal>
  );
}
