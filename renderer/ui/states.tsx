import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from './fault';
import styles from './layout.module.css';

/** Nothing here yet: what will appear, and the first act. */
export function EmptyState({ icon, title, text, action }: { icon?: ReactNode; title: string; text: string; action?: ReactNode }) {
  return (
    <div className={styles.stateBox}>
      <div className={styles.state}>
        {icon !== undefined && <span className={styles.stateIcon}>{icon}</span>}
        <h2>{title}</h2>
        <p>{text}</p>
        {action}
      </div>
    </div>
  );
}

/** What happened, what was kept, what to do, and the fault's id for whoever is asked for help. */
export function ErrorState({ error, kept, onRetry }: { error: unknown; kept?: string; onRetry?: () => void }) {
  const { t } = useTranslation('ui');
  const fault = faultOf(error);
  return (
    <div className={styles.stateBox} role="alert">
      <div className={styles.state}>
        <span className={styles.stateIcon} data-tone="danger">
          <IconAlertTriangle size={24} aria-hidden />
        </span>
        <h2>{t(`error.${fault.kind}.title`)}</h2>
        <p>{t(`error.${fault.kind}.todo`)}</p>
        {kept !== undefined && <p>{kept}</p>}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('error.retry')}
          </Button>
        )}
        {fault.id !== null && <small>{t('error.id', { id: fault.id })}</small>}
      </div>
    </div>
  );
}

const WIDTHS = ['30%', '18%', '24%', '12%'] as const;

/** Rows to come, in the shape they will have. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation('ui');
  return (
    <div role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical rows without identity, never reordered.
        <div key={row} className={styles.skeleton} aria-hidden>
          {WIDTHS.map((width) => (
            <span key={width} className={styles.bone} style={{ width }} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Long work: what it is doing, how far it is, and the way out. `total` null while unknown. */
export function Progress({
  label,
  done,
  total,
  onCancel,
}: {
  label: string;
  done: number;
  total: number | null;
  onCancel?: () => void;
}) {
  const { t } = useTranslation('ui');
  return (
    <div className={styles.progress} role="status">
      <span>{label}</span>
      <progress aria-label={label} {...(total === null ? {} : { value: done, max: Math.max(1, total) })} />
      {onCancel !== undefined && (
        <Button size="compact-xs" variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      )}
    </div>
  );
}
