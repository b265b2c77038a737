import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, SopProblem } from '../../../../shared/features/sop/library';
import { client, orpc, queryClient } from '../../../app/client';
import { faultOf } from '../../../ui/fault';
import { tell } from '../../../ui/toasts';
import { useProcedure } from '../queries';
import { useRefusalText } from '../refusal';
import { keepLocal, readLocal } from './localText';

/** A text is judged once the typing pauses. */
const JUDGE_MS = 400;

/** What is wrong with the text as it stands, a breath after the last key; null while unknown. */
export function useProblems(yaml: string): readonly SopProblem[] | null {
  const [judged, setJudged] = useState<{ readonly yaml: string; readonly problems: readonly SopProblem[] } | null>(null);
  useEffect(() => {
    if (yaml === '') return;
    const giveUp = new AbortController();
    const timer = window.setTimeout(() => {
      client.sop.validate({ yaml }, { signal: giveUp.signal }).then(
        ({ problems }) => setJudged({ yaml, problems }),
        // Without an answer nothing is known of this text, and saving it judges it again.
        () => undefined,
      );
    }, JUDGE_MS);
    return () => {
      window.clearTimeout(timer);
      giveUp.abort();
    };
  }, [yaml]);
  return judged?.yaml === yaml ? judged.problems : null;
}

/** The published text and its draft, as the editor needs them. A procedure that was never published begins from nothing. */
export function useDraftSource(id: string) {
  const query = useProcedure(id);
  const isNew = query.isError && faultOf(query.error).code === 'UNKNOWN_PROCEDURE';
  const detail = query.data?.row.id === id ? query.data : undefined;
  return {
    ready: detail !== undefined || isNew,
    error: query.isError && !isNew ? query.error : null,
    retry: () => void query.refetch(),
    published: detail?.yaml ?? '',
    version: detail?.row.version ?? 0,
    draft: detail?.draft ?? null,
  };
}

export type DraftSource = ReturnType<typeof useDraftSource>;

/** The text being changed: kept on this computer with every key, with the backend on demand. */
export function useDraftEdit(id: string, source: DraftSource) {
  const { t } = useTranslation('sop');
  const refusalText = useRefusalText();
  const [local] = useState(() => readLocal(localStorage, id));
  const [saved, setSaved] = useState({
    yaml: source.draft?.yaml ?? source.published,
    revision: source.draft?.revision ?? 0,
    basedOn: source.draft?.basedOn ?? source.version,
  });
  const [text, setText] = useState(local?.yaml ?? saved.yaml);
  const [basedOn, setBasedOn] = useState(local?.basedOn ?? saved.basedOn);
  const [revision, setRevision] = useState(local?.revision ?? saved.revision);
  const dirty = text !== saved.yaml || basedOn !== saved.basedOn;

  const change = (yaml: string) => {
    setText(yaml);
    keepLocal(localStorage, id, yaml === saved.yaml ? null : { yaml, revision, basedOn });
  };
  const take = (draft: Draft) => {
    setSaved({ yaml: draft.yaml, revision: draft.revision, basedOn: draft.basedOn });
    setRevision(draft.revision);
    keepLocal(localStorage, id, null);
    void queryClient.invalidateQueries({ queryKey: orpc.sop.procedure.key() });
    void queryClient.invalidateQueries({ queryKey: orpc.sop.procedures.key() });
  };
  const save = useMutation({
    mutationFn: () => client.sop.saveDraft({ id, yaml: text, basedOn, revision }),
    onSuccess: (draft) => {
      take(draft);
      tell(t('edit.saved'));
    },
  });
  return {
    text,
    change,
    dirty,
    local: local !== null && dirty,
    basedOn,
    revision,
    save: () => save.mutate(),
    saving: save.isPending,
    refusal: save.isError ? refusalText(save.error) : null,
    take,
    /** The changes of the newer version were taken over by hand; the draft now stands on it. */
    rebase: () => {
      setBasedOn(source.version);
      keepLocal(localStorage, id, { yaml: text, revision, basedOn: source.version });
    },
  };
}

export type DraftEdit = ReturnType<typeof useDraftEdit>;
