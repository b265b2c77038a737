import { useTranslation } from 'react-i18next';
import { useUnreadCount } from './queries';

/** How many notices are unread, in words. */
export function UnreadCount() {
  const { t } = useTranslation('app');
  return t('status.unread', { count: useUnreadCount() });
}
