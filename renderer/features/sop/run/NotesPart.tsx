import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../../app/client';
import { tell } from '../../../ui/toasts';
import { Time } from '../../../ui/values';
import { useDesk } from './desk';
import { withNote } from './drafts';
import styles from './run.module.css';
import type { StepView } from './runView';

/** What people have noted on the step, and the field for another note. */
export function NotesPart({ view }: { view: StepView }) {
  const { t } = useTranslation('sop');
  const { composer, drafts, usable } = useDesk();
  const { notes } = view.status;
  const writing = usable && (composer === 'note' || drafts.notes[view.step.id] !== undefined);
  if (notes.length === 0 && !writing) return null;
  return (
    <div className={styles.part2}>
      <h3>{t('run.notes.label')}</h3>
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={`${note.at} ${note.by.id}`}>
              <span className={styles.quiet}>
                {note.by.name}, <Time at={note.at} style="short" />
              </span>
              <p className={styles.prose}>{note.text}</p>
            </li>
          ))}
        </ul>
      )}
      {writing && <NoteField step={view.step.id} />}
    </div>
  );
}

function NoteField({ step }: { step: string }) {
  const { t } = useTranslation('sop');
  const { run, composer, compose, drafts, draft, refuse, focus } = useDesk();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = drafts.notes[step] ?? '';
  useEffect(() => {
    if (composer === 'note') field.current?.focus();
  }, [composer]);
  const add = useMutation(
    orpc.sop.note.mutationOptions({
      onSuccess: () => {
        draft((known) => withNote(known, step, ''));
        compose(null);
        tell(t('run.told.noted'));
        focus();
      },
      onError: refuse,
    }),
  );
  const send = () => {
    if (text.trim() !== '') add.mutate({ run: run.id, step, text: text.trim() });
  };
  return (
    <div className={styles.compose}>
      <Textarea
        ref={field}
        aria-label={t('run.notes.write')}
        placeholder={t('run.notes.placeholder')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={text}
        onChange={(event) => {
          const { value } = event.currentTarget;
          draft((known) => withNote(known, step, value));
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) send();
          if (event.key !== 'Escape') return;
          compose(null);
          focus();
        }}
      />
      <Button size="compact-sm" variant="default" disabled={text.trim() === ''} loading={add.isPending} onClick={send}>
        {t('run.notes.add')}
      </Button>
    </div>
  );
}
