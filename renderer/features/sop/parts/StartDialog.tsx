import { Button, Modal, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fuzzyScore } from '../../../app/fuzzy';
import { useLibrary } from '../queries';
import { useSay } from '../say';
import { useStart } from '../useStart';
import styles from './sop.module.css';

/** Any procedure, found by name or identifier and started at once. */
export function StartDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['sop', 'ui']);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [subject, setSubject] = useState('');
  const { start, busy, refusal, reset } = useStart();
  const { found, pending } = useFound(query);
  const chosen = found[Math.min(at, found.length - 1)];
  const [hasty, setHasty] = useState(false);
  const run = () => {
    if (chosen === undefined) {
      // Asked for before the list has come: carried out once it has.
      setHasty(pending);
      return;
    }
    setHasty(false);
    start({ procedure: chosen.id, ...(subject.trim() === '' ? {} : { subject: subject.trim() }) });
  };
  const runNow = useEffectEvent(run);
  const arrived = hasty && chosen !== undefined;
  useEffect(() => {
    if (arrived) runNow();
  }, [arrived]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((index) => Math.min(found.length - 1, index + 1));
    else if (event.key === 'ArrowUp') setAt((index) => Math.max(0, index - 1));
    else if (event.key === 'Enter') run();
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} title={t('sop:start.title')} size={520} closeButtonProps={{ 'aria-label': t('ui:close') }}>
      <div className={styles.dialog}>
        <Choices
          found={found}
          at={Math.min(at, found.length - 1)}
          query={query}
          onQuery={(text) => {
            setQuery(text);
            setAt(0);
            setHasty(false);
            reset();
          }}
          onAt={setAt}
          onRun={run}
          onKeyDown={onKeyDown}
        />
        <TextInput
          label={t('sop:start.subject')}
          description={t('sop:start.subjectHint')}
          maxLength={200}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') run();
          }}
        />
        {refusal !== null && (
          <p className={styles.refusal} role="alert">
            {refusal}
          </p>
        )}
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button disabled={chosen === undefined} loading={busy} onClick={run}>
            {t('sop:start.action')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function useFound(query: string) {
  const say = useSay();
  const library = useLibrary();
  const rows = library.data?.rows;
  const found = useMemo(
    () =>
      (rows ?? [])
        .map((row) => ({ id: row.id, title: say(row.title), score: fuzzyScore(query, `${say(row.title)} ${row.id}`) }))
        .filter((row) => row.score !== null)
        .sort((left, right) => (query.trim() === '' ? 0 : (right.score ?? 0) - (left.score ?? 0))),
    [rows, query, say],
  );
  return { found, pending: library.isPending };
}

interface ChoicesProps {
  readonly found: ReturnType<typeof useFound>['found'];
  readonly at: number;
  readonly query: string;
  readonly onQuery: (text: string) => void;
  readonly onAt: (at: number) => void;
  readonly onRun: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Choices({ found, at, query, onQuery, onAt, onRun, onKeyDown }: ChoicesProps) {
  const { t } = useTranslation('sop');
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever row is chosen now is brought into sight.
  useEffect(() => {
    // Chromium answers a scroll with a promise, which is no way to clean up an effect.
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, found]);
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t('start.search')}
        placeholder={t('start.search')}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={found[at] === undefined ? undefined : `${id}-${at}`}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} role="listbox" aria-label={t('start.list')} className={styles.picker}>
        {found.map((row, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and handles the keys of this list.
          <div
            key={row.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={styles.pick}
            onClick={() => onAt(index)}
            onDoubleClick={onRun}
          >
            <span>{row.title}</span>
            <span className={styles.faint}>{row.id}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.beside}>{t('start.nothing')}</p>}
    </>
  );
}
