/** What can go wrong with a calendar that is fetched from its address. Each has a sentence in both languages. */
export const REFRESH_FAULTS = ['unreachable', 'timeout', 'too-large', 'status', 'redirect', 'page', 'unreadable'] as const;
export type RefreshFault = (typeof REFRESH_FAULTS)[number];

/** How often a calendar may be fetched, minutes. */
export const REFRESH_MINUTES = [15, 60, 360, 1440] as const;
