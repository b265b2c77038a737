import type { ComponentType, LazyExoticComponent } from 'react';

/** The notices centre at the right of every screen, and the number of unread notices for its bell; null until the feature brings them. */
export const noticeCentre: LazyExoticComponent<ComponentType<{ onClose: () => void }>> | null = null;
export const useUnread: (() => number) | null = null;

/** Numbers of things due, by screen id, shown on the rail. Each entry is a hook. */
export const badges: Readonly<Record<string, () => number>> = {};
