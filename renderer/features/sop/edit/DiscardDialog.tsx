import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import shared from '../parts/sop.module.css';

interface DiscardDialogProps {
  readonly busy: boolean;
  readonly refusal: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** A draft that is given up cannot be had back. */
export function DiscardDialog({ busy, refusal, onConfirm, onClose }: DiscardDialogProps) {
  const { t } = useTranslation(['sop', 'ui']);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sop:edit.discardTitle')}
      size={440}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      <div className={shared.dialog}>
        <p>{t('sop:edit.discardText')}</p>
        {refusal !== null && (
          <p className={shared.refusal} role="alert">
            {refusal}
          </p>
        )}
        <div className={shared.dialogActions}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('sop:edit.keep')}
          </Button>
          <Button color="var(--s-danger-fill)" loading={busy} onClick={onConfirm}>
            {t('sop:edit.discardAction')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
