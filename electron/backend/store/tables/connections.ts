/** Tables of the connections feature; conventions as in `schema.ts`. Secrets lie elsewhere, never here. */
export interface ConnectionsTable {
  id: string;
  options_json: string;
  /** 1 until the owner lets its effects out. */
  dry_run: number;
  changed_at: number;
  tested_at: number | null;
  /** What the last test of the connection found. */
  test_json: string | null;
}

export interface ConnectionTables {
  connections: ConnectionsTable;
}
