import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../../ui/CopyButton';
import { Time } from '../../../ui/values';
import styles from './access.module.css';

interface InvitationCodeProps {
  readonly name: string;
  readonly code: string;
  readonly expiresAt: number;
  readonly onClose: () => void;
}

/** The code of an invitation, shown once. */
export function InvitationCode({ name, code, expiresAt, onClose }: InvitationCodeProps) {
  const { t } = useTranslation('access');
  return (
    <div className={styles.form}>
      <p>{t('invitation.text', { name })}</p>
      <div className={styles.bigCode}>
        <code>{code}</code>
        <CopyButton text={code} label={t('invitation.copy')} done={t('copied')} />
      </div>
      <p className={styles.note}>
        {t('invitation.until')} <Time at={expiresAt} style="full" />. {t('invitation.once')}
      </p>
      <Button autoFocus data-autofocus onClick={onClose}>
        {t('invitation.done')}
      </Button>
    </div>
  );
}

export function InvitationDialog(props: InvitationCodeProps) {
  const { t } = useTranslation(['access', 'ui']);
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('access:invitation.title')}
      size={460}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      <InvitationCode {...props} />
    </Modal>
  );
}
