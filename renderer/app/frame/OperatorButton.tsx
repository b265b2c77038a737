import { IconUserCircle } from '@tabler/icons-react';
import type { ComponentProps, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../shared/features/access/operator';
import styles from './frame.module.css';

/** The line in the status bar; what else it is given comes from the menu that it opens. */
export function OperatorButton({
  operator,
  ref,
  ...given
}: { operator: Me; ref?: Ref<HTMLButtonElement> } & ComponentProps<'button'>) {
  const { t } = useTranslation('app');
  return (
    <button
      {...given}
      ref={ref}
      type="button"
      className={styles.statusItem}
      aria-label={t('operator.menu', { name: operator.name })}
      aria-haspopup="menu"
    >
      <IconUserCircle size={13} aria-hidden />
      {operator.name} · {t('operator.level', { level: operator.level })}
    </button>
  );
}
