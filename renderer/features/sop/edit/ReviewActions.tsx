import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc, queryClient } from '../../../app/client';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { tell } from '../../../ui/toasts';
import { useMay } from '../queries';
import { useRefusalText } from '../refusal';
import { DiscardDialog } from './DiscardDialog';
import { keepLocal } from './localText';
import type { DraftEdit, DraftSource } from './useDraftEdit';

interface ReviewActionsProps {
  readonly id: string;
  readonly source: DraftSource;
  readonly edit: DraftEdit;
  readonly valid: boolean;
  readonly onLeave: () => void;
}

/** The way from a draft to the next version: submitted, agreed to by somebody else, published; or given up. */
export function ReviewActions({ id, source, edit, valid, onLeave }: ReviewActionsProps) {
  const { t } = useTranslation('sop');
  const mayPublish = useMay('sop:publish');
  const [asking, setAsking] = useState<'submit' | 'discard' | null>(null);
  const { draft } = source;
  const approval = draft?.approval ?? null;
  const refusalText = useRefusalText();
  const reread = () => void queryClient.invalidateQueries({ queryKey: orpc.sop.key() });
  const submit = useMutation({
    mutationFn: (note: string) => client.sop.submitDraft({ id, revision: edit.revision, note }),
    onSuccess: (next) => {
      edit.take(next);
      edit.change(next.yaml);
      keepLocal(localStorage, id, null);
      setAsking(null);
      tell(t('edit.submitted'));
    },
  });
  const publish = useMutation({
    mutationFn: (given: string) => client.sop.publishDraft({ id, approval: given }),
    onSuccess: ({ version }) => {
      tell(t('edit.published', { version }));
      reread();
      onLeave();
    },
    onError: (error) => tell(refusalText(error)),
  });
  const discard = useMutation({
    mutationFn: async () => {
      if (draft !== null) await client.sop.discardDraft({ id });
    },
    onSuccess: () => {
      keepLocal(localStorage, id, null);
      tell(t('edit.discarded'));
      reread();
      onLeave();
    },
  });
  return (
    <>
      {draft?.state === 'draft' && (
        <Button size="xs" variant="default" disabled={edit.dirty || !valid} onClick={() => setAsking('submit')}>
          {t('edit.submit')}
        </Button>
      )}
      {draft?.state === 'review' && approval !== null && mayPublish && (
        <Button size="xs" loading={publish.isPending} onClick={() => publish.mutate(approval)}>
          {t('edit.publish')}
        </Button>
      )}
      {(draft !== null || edit.dirty) && (
        <Button size="xs" variant="default" onClick={() => setAsking('discard')}>
          {t('edit.discard')}
        </Button>
      )}
      {asking === 'submit' && (
        <ReasonDialog
          title={t('edit.submitTitle')}
          text={t('edit.submitText')}
          action={t('edit.submitAction')}
          busy={submit.isPending}
          refusal={submit.isError ? refusalText(submit.error) : null}
          onConfirm={(note) => submit.mutate(note)}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'discard' && (
        <DiscardDialog
          busy={discard.isPending}
          refusal={discard.isError ? refusalText(discard.error) : null}
          onConfirm={() => discard.mutate()}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
