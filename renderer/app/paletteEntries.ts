import { useProcedureEntries } from '../features/sop/useProcedureEntries';

/** Something the palette offers besides the commands, known only at run time. */
export interface PaletteEntry {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly run: () => void;
}

/** What features add to the palette: the procedures that may be started. */
export const usePaletteEntries: () => readonly PaletteEntry[] = useProcedureEntries;
