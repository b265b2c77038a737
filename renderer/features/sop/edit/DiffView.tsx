import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countOf, type DiffBlock, type DiffLine, diffOf, folded } from './diffModel';
import styles from './edit.module.css';

/** Two texts line by line: what came, what went, and the words that changed within a line. Never told by colour alone. */
export function DiffView({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation('sop');
  const lines = useMemo(() => diffOf(before, after), [before, after]);
  const blocks = useMemo(() => folded(lines), [lines]);
  const count = useMemo(() => countOf(lines), [lines]);
  if (count.added + count.removed === 0) return <p className={styles.noDiff}>{t('edit.noDiff')}</p>;
  return (
    <div className={styles.diff}>
      <p className={styles.diffCount}>
        <span data-kind="added">{t('edit.added', { count: count.added })}</span>
        <span data-kind="removed">{t('edit.removed', { count: count.removed })}</span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard to be scrolled. */}
      <section className={styles.diffLines} aria-label={t('edit.diff')} tabIndex={0}>
        <table>
          <tbody>
            {blocks.map((block) => (
              <Block key={`${block.lines[0]?.before}-${block.lines[0]?.after}`} block={block} />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Block({ block }: { block: DiffBlock }) {
  const { t } = useTranslation('sop');
  const [open, setOpen] = useState(false);
  if (block.kind === 'gap' && !open) {
    return (
      <tr className={styles.gap}>
        <td colSpan={4}>
          <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
            {t('edit.unchanged', { count: block.count })}
          </Button>
        </td>
      </tr>
    );
  }
  return block.lines.map((line) => <Line key={`${line.before}-${line.after}`} line={line} />);
}

const SIGNS = { same: '', added: '+', removed: '−' } as const;

function Line({ line }: { line: DiffLine }) {
  const { t } = useTranslation('sop');
  return (
    <tr className={styles.diffLine} data-kind={line.kind}>
      <td className={styles.number}>{line.before}</td>
      <td className={styles.number}>{line.after}</td>
      <td className={styles.sign}>
        <span aria-hidden>{SIGNS[line.kind]}</span>
        {line.kind !== 'same' && (
          <span className="s-hidden">{t(line.kind === 'added' ? 'edit.lineAdded' : 'edit.lineRemoved')}</span>
        )}
      </td>
      <td className={styles.code}>
        {line.parts.map((part, index) =>
          part.marked ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a line have no identity and never move.
            <mark key={index}>{part.text}</mark>
          ) : (
            part.text
          ),
        )}
      </td>
    </tr>
  );
}
