/** Where the record an entry speaks of can be read; null where no screen shows it. */
export function subjectPath(action: string, subject: string | null): string | null {
  if (subject === null) return null;
  if (action.startsWith('signals.') && /^[0-9a-f]{32}$/.test(subject)) return `/signals/${subject}`;
  if (action.startsWith('market.') && /^[A-Z0-9]{2,20}$/.test(subject)) return `/market/${subject}`;
  return null;
}
