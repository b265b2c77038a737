import { useTranslation } from 'react-i18next';
import styles from './layout.module.css';

/** The chart library's licence asks for its name and a link wherever it draws. */
export function ChartCredit() {
  const { t } = useTranslation('ui');
  return (
    <a className={styles.credit} href="https://www.tradingview.com/" target="_blank" rel="noreferrer noopener">
      {t('chartCredit')}
    </a>
  );
}
