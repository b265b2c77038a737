import { useTranslation } from 'react-i18next';
import { useGoTo } from '../../../app/navigation';
import { Time } from '../../../ui/values';
import { useLastRuns } from '../queries';
import { RunTag } from './marks';
import styles from './sop.module.css';

const SHOWN = 5;

/** The last runs of a procedure; each opens. */
export function LastRuns({ procedure }: { procedure: string }) {
  const { t } = useTranslation('sop');
  const goTo = useGoTo();
  const rows = useLastRuns(procedure, SHOWN).data?.rows ?? [];
  if (rows.length === 0) return <p className={styles.beside}>{t('today.noRuns')}</p>;
  return (
    <ul className={styles.rows}>
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" className={styles.link} onClick={() => goTo(`/runs/${row.id}`)}>
            <Time at={row.startedAt ?? row.dueAt ?? 0} style="short" />
          </button>
          {row.onTime === false && <span className={styles.beside}>{t('history.late')}</span>}
          <RunTag state={row.state} />
        </li>
      ))}
    </ul>
  );
}
