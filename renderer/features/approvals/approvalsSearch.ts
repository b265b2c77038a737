export const BOXES = ['due', 'mine', 'open', 'decided'] as const;
export type Box = (typeof BOXES)[number];

/** Which tray is shown; what waits for the reader, where nothing is said. */
export interface ApprovalsSearch {
  readonly box?: Box;
}

export function parseApprovalsSearch(search: Record<string, unknown>): ApprovalsSearch {
  const box = BOXES.find((known) => known === search.box);
  return box === undefined ? {} : { box };
}
