import { Button, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  FUNDAMENTAL,
  type Fundamental,
  needsNote,
  SHORTEST_NOTE,
  TECHNICAL,
  type Technical,
} from '../../../../shared/features/reviews/verdict';
import { client } from '../../../app/client';
import { useCommand, useKeyOf } from '../../../app/keys';
import { KeyHint, KeyTip } from '../../../ui/KeyHint';
import { useSaidCall } from '../../../ui/useSaidCall';
import { readReviews } from '../queries';
import styles from './reviews.module.css';

interface JudgeProps {
  readonly id: string;
  readonly onDone: (next: { readonly id: string; readonly day: string } | null) => void;
}

/** The verdict, by keyboard alone: a digit for each question, a note, Ctrl+Enter. */
export function Judge({ id, onDone }: JudgeProps) {
  const { t } = useTranslation('reviews');
  const [technical, setTechnical] = useState<Technical | null>(null);
  const [fundamental, setFundamental] = useState<Fundamental | null>(null);
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const [since] = useState(() => Date.now());
  const field = useRef<HTMLTextAreaElement>(null);
  const call = useSaidCall((input: Parameters<typeof client.reviews.record>[0]) => client.reviews.record(input), {
    said: t('judge.said'),
    onDone: ({ next }) => onDone(next),
    reread: readReviews,
    sentence: (code) => (isRefusal(code) ? t(`refusal.${code}`) : null),
  });
  const missingNote = technical !== null && fundamental !== null && needsNote({ technical, fundamental }, note);
  const send = () => {
    setAsked(true);
    if (call.busy || technical === null || fundamental === null) return;
    if (missingNote) field.current?.focus();
    else call.run({ id, technical, fundamental, note: note.trim(), spentMs: Date.now() - since });
  };
  useCommand('reviews.note', () => field.current?.focus());
  useCommand('reviews.send', send);
  const sendKey = useKeyOf('reviews.send');
  const problem = !asked ? null : technical === null || fundamental === null ? t('judge.both') : call.refusal;
  return (
    <section className={styles.judge} aria-label={t('judge.label')}>
      <Choice label={t('judge.technical')} words="technical" options={TECHNICAL} value={technical} onChoose={setTechnical} />
      <Choice
        label={t('judge.fundamental')}
        words="fundamental"
        options={FUNDAMENTAL}
        value={fundamental}
        onChoose={setFundamental}
      />
      <Textarea
        ref={field}
        size="xs"
        rows={2}
        maxLength={2000}
        label={t('judge.note')}
        description={t('judge.noteHint', { count: SHORTEST_NOTE })}
        value={note}
        error={asked && missingNote ? t('refusal.NOTE_REQUIRED') : null}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') field.current?.blur();
        }}
      />
      <div className={styles.send}>
        <KeyTip label={t('judge.send')} shortcut={sendKey}>
          <Button size="xs" loading={call.busy} onClick={send}>
            {t('judge.send')}
          </Button>
        </KeyTip>
        {problem !== null && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
      </div>
    </section>
  );
}

interface ChoiceProps<Word extends Technical | Fundamental> {
  readonly label: string;
  readonly words: 'technical' | 'fundamental';
  readonly options: readonly Word[];
  readonly value: Word | null;
  readonly onChoose: (word: Word) => void;
}

function Choice<Word extends Technical | Fundamental>({ label, options, value, onChoose }: ChoiceProps<Word>) {
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      {options.map((word) => (
        <Option key={word} word={word} chosen={word === value} onChoose={() => onChoose(word)} />
      ))}
    </fieldset>
  );
}

function Option({ word, chosen, onChoose }: { word: Technical | Fundamental; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation('reviews');
  useCommand(`reviews.${word}`, onChoose);
  const shortcut = useKeyOf(`reviews.${word}`);
  return (
    <Button size="xs" variant={chosen ? 'filled' : 'default'} aria-pressed={chosen} onClick={onChoose}>
      {t(`verdict.${word}`)}
      {shortcut !== null && <KeyHint shortcut={shortcut} />}
    </Button>
  );
}

const REFUSALS = ['UNKNOWN_SAMPLE', 'ALREADY_REVIEWED', 'COMPLETE', 'NOTE_REQUIRED'] as const;
const isRefusal = (code: string): code is (typeof REFUSALS)[number] => (REFUSALS as readonly string[]).includes(code);
