import { Button, SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useKeyOf } from '../../../app/keys';
import { KeyTip } from '../../../ui/KeyHint';
import { Screen } from '../../../ui/Screen';
import { SplitView } from '../../../ui/SplitView';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { StatusTag } from '../../../ui/values';
import shared from '../parts/sop.module.css';
import { DiffView } from './DiffView';
import { DraftBands } from './DraftBands';
import styles from './edit.module.css';
import { ProblemList } from './ProblemList';
import { ReviewActions } from './ReviewActions';
import { type DraftSource, useDraftEdit, useDraftSource, useProblems } from './useDraftEdit';
import { type EditorHandle, YamlEditor } from './YamlEditor';

/** A procedure's text being changed, over the whole screen. */
export function EditPane({ id, onLeave }: { id: string; onLeave: () => void }) {
  const { t } = useTranslation('sop');
  const source = useDraftSource(id);
  if (!source.ready) {
    return (
      <Screen title={t('edit.title', { id })}>
        {source.error === null ? <SkeletonRows rows={14} /> : <ErrorState error={source.error} onRetry={source.retry} />}
      </Screen>
    );
  }
  return <Editor id={id} source={source} onLeave={onLeave} />;
}

function Editor({ id, source, onLeave }: { id: string; source: DraftSource; onLeave: () => void }) {
  const { t } = useTranslation('sop');
  const edit = useDraftEdit(id, source);
  const problems = useProblems(edit.text);
  const [view, setView] = useState<'text' | 'diff'>('text');
  const [at, setAt] = useState(0);
  const editor = useRef<EditorHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const inReview = source.draft?.state === 'review';
  const keys = { save: useKeyOf('procedures.save'), diff: useKeyOf('procedures.diff') };
  const nextProblem = () => {
    const lines = (problems ?? []).flatMap(({ line }) => (line === null ? [] : [line]));
    const line = lines[at % Math.max(1, lines.length)];
    if (line === undefined) return;
    setView('text');
    setAt(at + 1);
    requestAnimationFrame(() => editor.current?.goToLine(line));
  };
  useCommand('procedures.save', edit.save, edit.dirty && !inReview);
  useCommand('procedures.diff', () => setView((now) => (now === 'text' ? 'diff' : 'text')));
  useCommand('procedures.problem', nextProblem);
  useCommand('screen.edit', () => editor.current?.focus());
  useCommand('screen.back', onLeave);
  return (
    <Screen
      title={t('edit.title', { id })}
      filters={
        <>
          <KeyTip label={t('edit.view')} shortcut={keys.diff}>
            <SegmentedControl
              size="xs"
              aria-label={t('edit.view')}
              value={view}
              onChange={(value) => setView(value as 'text' | 'diff')}
              data={[
                { value: 'text', label: t('edit.text') },
                { value: 'diff', label: t('edit.diff') },
              ]}
            />
          </KeyTip>
          <StatusTag tone={edit.dirty ? 'warning' : 'neutral'}>{t(edit.dirty ? 'edit.dirty' : 'edit.clean')}</StatusTag>
          {problems !== null && problems.length > 0 && (
            <StatusTag tone="danger">{t('edit.problemCount', { count: problems.length })}</StatusTag>
          )}
        </>
      }
      actions={
        <>
          {!inReview && (
            <KeyTip label={t('edit.save')} shortcut={keys.save}>
              <Button size="xs" disabled={!edit.dirty} loading={edit.saving} onClick={edit.save}>
                {t('edit.save')}
              </Button>
            </KeyTip>
          )}
          <ReviewActions id={id} source={source} edit={edit} valid={problems?.length === 0} onLeave={onLeave} />
          <Button size="xs" variant="default" onClick={onLeave}>
            {t('edit.leave')}
          </Button>
        </>
      }
    >
      <div ref={box} className={shared.screen} tabIndex={-1}>
        <DraftBands source={source} edit={edit} />
        <div className={shared.fill}>
          {view === 'diff' ? (
            <div className={styles.diffPane}>
              <DiffView before={source.published} after={edit.text} />
            </div>
          ) : (
            <SplitView
              id="procedure-edit"
              panes={[
                {
                  id: 'text',
                  label: t('edit.source'),
                  share: 72,
                  least: 420,
                  content: (
                    <YamlEditor
                      ref={editor}
                      value={edit.text}
                      onChange={edit.change}
                      problems={problems ?? []}
                      readOnly={inReview}
                      onLeave={() => box.current?.focus()}
                    />
                  ),
                },
                {
                  id: 'problems',
                  label: t('edit.problems'),
                  share: 28,
                  least: 240,
                  content: (
                    <div className={styles.side}>
                      <h2>{t('edit.problems')}</h2>
                      <ProblemList problems={problems} onGo={(line) => editor.current?.goToLine(line)} />
                      <p id="edit-hint" className={styles.hint}>
                        {t('edit.indentHint')}
                      </p>
                    </div>
                  ),
                },
              ]}
            />
          )}
        </div>
      </div>
    </Screen>
  );
}
