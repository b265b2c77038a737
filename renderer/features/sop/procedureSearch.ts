/** What the address of a procedure asks for besides the procedure itself. */
export interface ProcedureSearch {
  /** A deep link that offers to start it. */
  readonly start?: 1;
  readonly edit?: 1;
  readonly tab?: ProcedureTab;
}

export const PROCEDURE_TABS = ['read', 'versions', 'insight', 'days'] as const;
export type ProcedureTab = (typeof PROCEDURE_TABS)[number];

export function parseProcedureSearch(raw: Readonly<Record<string, unknown>>): ProcedureSearch {
  const tab = PROCEDURE_TABS.find((candidate) => candidate === raw.tab);
  return {
    ...(isFlag(raw, 'start') ? { start: 1 } : {}),
    ...(isFlag(raw, 'edit') ? { edit: 1 } : {}),
    ...(tab === undefined || tab === 'read' ? {} : { tab }),
  };
}

/** `?start`, `?start=1` and `?start=true` ask alike. */
function isFlag(raw: Readonly<Record<string, unknown>>, key: string): boolean {
  return key in raw && [1, '1', '', true, 'true'].includes(raw[key] as never);
}
