import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../../../shared/features/sop/procedure';
import { orpc, queryClient } from '../../../app/client';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { tell } from '../../../ui/toasts';
import { useRefusalText } from '../refusal';
import { useSay } from '../say';

/** A procedure was read through and still holds. */
export function ReviewDialog({ procedure, onClose }: { procedure: Procedure; onClose: () => void }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const refusalText = useRefusalText();
  const confirm = useMutation(
    orpc.sop.confirmReview.mutationOptions({
      onSuccess: () => {
        tell(t('library.reviewed'));
        void queryClient.invalidateQueries({ queryKey: orpc.sop.key() });
        onClose();
      },
    }),
  );
  return (
    <ReasonDialog
      title={t('library.reviewTitle', { title: say(procedure.title) })}
      text={t('library.reviewText', { count: procedure.review.everyMonths })}
      action={t('library.reviewAction')}
      busy={confirm.isPending}
      refusal={confirm.isError ? refusalText(confirm.error) : null}
      onConfirm={(note) => confirm.mutate({ id: procedure.id, note })}
      onClose={onClose}
    />
  );
}
