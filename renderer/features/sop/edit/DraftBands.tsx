import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGoTo } from '../../../app/navigation';
import shared from '../parts/sop.module.css';
import type { DraftEdit, DraftSource } from './useDraftEdit';

/** What must be known of the draft: in review, behind the version in force, kept here only, or refused. */
export function DraftBands({ source, edit }: { source: DraftSource; edit: DraftEdit }) {
  const { t } = useTranslation('sop');
  const goTo = useGoTo();
  const { draft } = source;
  const approval = draft?.approval ?? null;
  return (
    <>
      {draft?.state === 'review' && (
        <div className={shared.band} data-tone="warning" role="status">
          {t('edit.inReview')}
          {approval !== null && (
            <Button size="compact-xs" variant="default" onClick={() => goTo(`/approvals/${approval}`)}>
              {t('edit.openApproval')}
            </Button>
          )}
        </div>
      )}
      {edit.basedOn !== source.version && (
        <div className={shared.band} data-tone="warning" role="status">
          {t('edit.outdated', { basedOn: edit.basedOn, current: source.version })}
          <Button size="compact-xs" variant="default" onClick={edit.rebase}>
            {t('edit.rebase')}
          </Button>
        </div>
      )}
      {edit.local && (
        <div className={shared.band} role="status">
          {t('edit.keptHere')}
        </div>
      )}
      {edit.refusal !== null && (
        <div className={shared.band} data-tone="danger" role="alert">
          {edit.refusal}
        </div>
      )}
    </>
  );
}
