import { type KeyboardEvent, type Ref, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SopProblem } from '../../../../shared/features/sop/library';
import styles from './edit.module.css';
import { indent, newLine, spanOfLine, type Typed } from './typing';

export interface EditorHandle {
  goToLine(line: number): void;
  focus(): void;
}

interface YamlEditorProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly problems: readonly SopProblem[];
  readonly readOnly: boolean;
  readonly onLeave: () => void;
  readonly ref?: Ref<EditorHandle>;
}

/** Source text with line numbers and the lines that have a problem marked; the browser's own field, so that undo, search and readers work. */
export function YamlEditor({ value, onChange, problems, readOnly, onLeave, ref }: YamlEditorProps) {
  const { t } = useTranslation('sop');
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    goToLine: (line) => {
      const element = field.current;
      if (element === null) return;
      const { from, to } = spanOfLine(element.value, line);
      element.focus();
      element.setSelectionRange(from, to);
      element.scrollTop = Math.max(0, (line - 4) * lineHeight(element));
    },
  }));
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
      return;
    }
    if (readOnly || event.ctrlKey || event.altKey || event.metaKey) return;
    const typed = typedIn(event.currentTarget);
    const next = event.key === 'Tab' ? indent(typed, event.shiftKey) : event.key === 'Enter' ? newLine(typed) : null;
    if (next === null) return;
    event.preventDefault();
    put(event.currentTarget, typed, next);
  };
  return (
    <div className={styles.editor}>
      <Gutter ref={gutter} text={value} problems={problems} />
      <textarea
        ref={field}
        className={styles.source}
        aria-label={t('edit.source')}
        aria-describedby="edit-hint"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
        readOnly={readOnly}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

function Gutter({ text, problems, ref }: { text: string; problems: readonly SopProblem[]; ref: Ref<HTMLDivElement> }) {
  const count = useMemo(() => text.split('\n').length, [text]);
  const wrong = useMemo(() => new Set(problems.map(({ line }) => line)), [problems]);
  const lines = useMemo(() => Array.from({ length: count }, (_, index) => index + 1), [count]);
  return (
    <div ref={ref} className={styles.gutter} aria-hidden>
      {lines.map((line) => (
        <span key={line} data-wrong={wrong.has(line) || undefined}>
          {line}
        </span>
      ))}
    </div>
  );
}

const lineHeight = (element: HTMLElement) => Number.parseFloat(getComputedStyle(element).lineHeight);

function typedIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Typed {
  return { text: value, from: selectionStart, to: selectionEnd };
}

/** Puts the change in as if it were typed, so that the browser's own undo takes it back. */
function put(element: HTMLTextAreaElement, before: Typed, after: Typed): void {
  let start = 0;
  while (start < before.text.length && start < after.text.length && before.text[start] === after.text[start]) start += 1;
  let end = 0;
  const most = Math.min(before.text.length, after.text.length) - start;
  while (end < most && before.text[before.text.length - 1 - end] === after.text[after.text.length - 1 - end]) end += 1;
  const added = after.text.slice(start, after.text.length - end);
  element.setSelectionRange(start, before.text.length - end);
  document.execCommand(added === '' ? 'delete' : 'insertText', false, added);
  element.setSelectionRange(after.from, after.to);
}
