import { useTranslation } from 'react-i18next';
import type sopWords from '../../../../resources/locales/fr/sop.json';
import type { SopProblem } from '../../../../shared/features/sop/library';
import styles from './edit.module.css';

/** What is wrong, by line; each leads to its place. */
export function ProblemList({ problems, onGo }: { problems: readonly SopProblem[] | null; onGo: (line: number) => void }) {
  const { t } = useTranslation('sop');
  if (problems === null) return <p className={styles.judged}>{t('edit.checking')}</p>;
  if (problems.length === 0) return <p className={styles.judged}>{t('edit.noProblems')}</p>;
  return (
    <ul className={styles.problems} aria-label={t('edit.problems')}>
      {problems.map((problem) => (
        <li key={`${problem.path} ${problem.code} ${problem.detail}`}>
          <button type="button" disabled={problem.line === null} onClick={() => onGo(problem.line ?? 1)}>
            <span className={styles.place}>
              {problem.line === null ? t('edit.noLine') : t('edit.line', { line: problem.line })}
            </span>
            <span>{problemWord(problem, t)}</span>
            <span className={styles.path}>{problem.path}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

type Code = keyof typeof sopWords.edit.code;

/** A shape's or a parser's own message stands behind the word for it; the others name what is wrong in their sentence. */
function problemWord({ code, detail }: SopProblem, t: ReturnType<typeof useTranslation<'sop'>>['t']): string {
  const said = t(`edit.code.${code as Code}`, { detail, defaultValue: code });
  return code === 'SHAPE' || code === 'YAML' ? `${said} · ${detail}` : said;
}
