import type { RefObject } from 'react';
import type { TableHandle } from '../ui/DataTable';
import { useCommand } from './keys';

/** The keys that mean the same on every list: next, previous, open, and back to the list from what stands beside it. */
export function useListKeys(table: RefObject<TableHandle | null>): void {
  useCommand('list.next', () => table.current?.move(1));
  useCommand('list.previous', () => table.current?.move(-1));
  useCommand('list.open', () => table.current?.open());
  useCommand('screen.back', () => table.current?.focus());
}
