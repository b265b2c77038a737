import { useTranslation } from 'react-i18next';
import { badges } from '../badges';
import styles from './frame.module.css';

/** The number of things due on a screen; nothing where its feature counts none. */
export function RailBadge({ screen }: { screen: string }) {
  const useCount = badges[screen];
  return useCount === undefined ? null : <Badge useCount={useCount} />;
}

function Badge({ useCount }: { useCount: () => number }) {
  const { t } = useTranslation('app');
  const count = useCount();
  if (count === 0) return null;
  return (
    <span className={styles.railBadge}>
      {count > 99 ? '99+' : count}
      <span className="s-hidden"> {t('rail.due', { count })}</span>
    </span>
  );
}
