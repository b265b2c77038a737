import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBellRinging,
  IconBolt,
  IconCalendarCheck,
  IconCalendarX,
  IconClockExclamation,
  IconDatabaseExclamation,
  IconPlugConnected,
  IconPlugConnectedX,
  IconRefresh,
  IconShieldHalf,
  IconTargetArrow,
  IconUserCheck,
  IconUserExclamation,
  IconUserQuestion,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../../../shared/features/notifications/contract';
import styles from './notifications.module.css';

const ICON: Readonly<Record<Notification['kind'], TablerIcon>> = {
  'signal.validated': IconBolt,
  'signal.quarantined': IconShieldHalf,
  'signal.outcome': IconTargetArrow,
  'feed.offline': IconPlugConnectedX,
  'feed.back': IconPlugConnected,
  'clock.offset': IconClockExclamation,
  'backend.restarted': IconRefresh,
  'disk.full': IconDatabaseExclamation,
  'sop.due': IconCalendarCheck,
  'sop.missed': IconCalendarX,
  'sop.assigned': IconUserCheck,
  'sop.handed-over': IconArrowsExchange,
  'sop.phase-late': IconClockExclamation,
  'sop.escalated': IconUserExclamation,
  'sop.notified': IconBellRinging,
  'approval.requested': IconUserQuestion,
  'approval.decided': IconUserCheck,
  'approval.expired': IconUserQuestion,
  'approval.broken-glass': IconAlertTriangle,
  'access.review-overdue': IconShieldHalf,
  'backup.late': IconDatabaseExclamation,
  'backup.failed': IconDatabaseExclamation,
  'backup.line-late': IconDatabaseExclamation,
  'model.trained': IconTargetArrow,
  'model.refused': IconShieldHalf,
  'model.promoted': IconUserCheck,
  'model.quarantined': IconAlertTriangle,
  'model.expired': IconClockExclamation,
  'quality.win-rate': IconAlertTriangle,
  'quality.paused': IconAlertTriangle,
  'quality.stopped': IconAlertTriangle,
  'quality.drawdown': IconAlertTriangle,
  'quality.anomaly': IconAlertTriangle,
  'quality.lifted': IconUserCheck,
  'quality.review-overdue': IconCalendarX,
  'quality.report-ready': IconCalendarCheck,
  'register.proof-differs': IconAlertTriangle,
  'register.anchor-failed': IconDatabaseExclamation,
  'backtest.done': IconTargetArrow,
  'feed.divergence': IconArrowsExchange,
};

/** What a notice is about, in the colour of how much it matters; read out as its urgency. */
export function NoticeIcon({ notice: { kind, urgency } }: { notice: Pick<Notification, 'kind' | 'urgency'> }) {
  const { t } = useTranslation('notifications');
  const Icon = ICON[kind];
  return <Icon className={styles.urgency} data-urgency={urgency} size={16} role="img" aria-label={t(`urgency.${urgency}`)} />;
}
