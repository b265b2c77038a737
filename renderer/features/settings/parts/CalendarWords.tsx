import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useSavePreferences } from '../../../app/preferences';
import { StatusTag } from '../../../ui/values';
import { Row } from './Row';
import styles from './settings.module.css';

const IMPACTS = ['high', 'medium', 'low'] as const;
type Impact = (typeof IMPACTS)[number];

/** What a calendar's own words for the impact mean; the usual ones are known. */
export function CalendarWords() {
  const { t } = useTranslation('settings');
  const { calendarImpactWords: words } = usePreferences();
  const save = useSavePreferences();
  const [word, setWord] = useState('');
  const [impact, setImpact] = useState<Impact>('high');
  const add = (event: FormEvent) => {
    event.preventDefault();
    const key = word.trim().toLowerCase();
    if (key === '') return;
    save.mutate({ calendarImpactWords: { ...words, [key]: impact } }, { onSuccess: () => setWord('') });
  };
  const drop = (key: string) =>
    save.mutate({ calendarImpactWords: Object.fromEntries(Object.entries(words).filter(([other]) => other !== key)) });
  return (
    <>
      <Row label={t('calendar.words')} note={t('calendar.wordsNote')}>
        <form onSubmit={add} className={styles.inline}>
          <TextInput
            size="xs"
            w={140}
            maxLength={40}
            aria-label={t('calendar.word')}
            placeholder={t('calendar.word')}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
          <Select
            size="xs"
            w={120}
            aria-label={t('calendar.means')}
            allowDeselect={false}
            data={IMPACTS.map((value) => ({ value, label: t(`calendar.impact.${value}`) }))}
            value={impact}
            onChange={(value) => value !== null && setImpact(value as Impact)}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
          <Button size="xs" type="submit" variant="default" disabled={word.trim() === ''}>
            {t('calendar.wordAdd')}
          </Button>
        </form>
      </Row>
      {Object.keys(words).length > 0 && (
        <ul className={styles.list} aria-label={t('calendar.words')}>
          {Object.entries(words).map(([key, meaning]) => (
            <li key={key} className={styles.item}>
              <StatusTag tone={meaning === 'high' ? 'danger' : meaning === 'medium' ? 'warning' : 'neutral'}>
                {t(`calendar.impact.${meaning}`)}
              </StatusTag>
              <span className={styles.itemMain}>{key}</span>
              <CloseButton size="sm" aria-label={t('calendar.wordDrop', { word: key })} onClick={() => drop(key)} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
