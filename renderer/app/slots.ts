import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { withWords } from './i18n';

/** The notices centre at the right of every screen. */
export const NoticeCentre: LazyExoticComponent<ComponentType<{ onClose: () => void }>> = lazy(async () => ({
  default: (await withWords(import('../features/notifications/NoticeCentre'), ['notifications'])).NoticeCentre,
}));

/** The number of unread notices beside the bell. */
export const UnreadCount: LazyExoticComponent<ComponentType> = lazy(async () => ({
  default: (await import('../features/notifications/UnreadCount')).UnreadCount,
}));

/** Says what has just happened, over every screen. */
export const Announcer: LazyExoticComponent<ComponentType> = lazy(async () => ({
  default: (await withWords(import('../features/notifications/Announcer'), ['notifications'])).Announcer,
}));

/** Says over every screen that publication is stopped or an instrument paused. */
export const StandingBand: LazyExoticComponent<ComponentType> = lazy(async () => ({
  default: (await withWords(import('../features/quality/StandingBand'), ['quality'])).StandingBand,
}));
