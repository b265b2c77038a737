import { IconAlertTriangle, IconInfoCircle, IconUrgent, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../../../shared/features/notifications/contract';
import styles from './notifications.module.css';

const ICON: Readonly<Record<Notification['urgency'], TablerIcon>> = {
  info: IconInfoCircle,
  attention: IconAlertTriangle,
  urgent: IconUrgent,
};

export function UrgencyIcon({ urgency }: { urgency: Notification['urgency'] }) {
  const { t } = useTranslation('notifications');
  const Icon = ICON[urgency];
  return <Icon className={styles.urgency} data-urgency={urgency} size={16} role="img" aria-label={t(`urgency.${urgency}`)} />;
}
