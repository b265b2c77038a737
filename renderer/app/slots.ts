import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { useApprovalsDue } from '../features/approvals/queries';
import { useUnreadCount } from '../features/notifications/queries';
import { useDueCount } from '../features/signals/useDueCount';
import { useDueForMe } from '../features/sop/queries';
import { useProcedureEntries } from '../features/sop/useProcedureEntries';

/** The notices centre at the right of every screen, and the number of unread notices for its bell; null until the feature brings them. */
export const noticeCentre: LazyExoticComponent<ComponentType<{ onClose: () => void }>> | null = lazy(async () => ({
  default: (await import('../features/notifications/NoticeCentre')).NoticeCentre,
}));
export const useUnread: (() => number) | null = useUnreadCount;

/** Says what has just happened, over every screen. */
export const announcer: LazyExoticComponent<ComponentType> = lazy(async () => ({
  default: (await import('../features/notifications/Announcer')).Announcer,
}));

/** Numbers of things due, by screen id, shown on the rail. Each entry is a hook. */
export const badges: Readonly<Record<string, () => number>> = {
  quarantine: useDueCount,
  today: useDueForMe,
  approvals: useApprovalsDue,
};

/** Something the palette offers besides the commands, known only at run time. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly run: () => void;
}

/** What features add to the palette: the procedures that may be started. */
export const usePaletteEntries: () => readonly PaletteEntry[] = useProcedureEntries;
