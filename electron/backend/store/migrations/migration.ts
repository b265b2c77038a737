/** One step of a database file's shape. Never edited once released: a change is a new step. */
export interface Migration {
  /** In steps of ten; becomes the file's `user_version`. */
  readonly id: number;
  readonly name: string;
  /** Statements run in one transaction with every other step that is due. */
  readonly sql: string;
}

/** Triggers that make a table append-only, `INSERT OR REPLACE` included. */
export function appendOnly(table: string): string {
  return `
    CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
    CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;
}

/**
 * A chain's numbers have no holes and never go back: together with the triggers above not even a replaced or
 * back-dated row can slip in through SQL.
 */
export function nextInSequence(table: string): string {
  return `
    CREATE TRIGGER ${table}_in_sequence BEFORE INSERT ON ${table}
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM ${table})
    BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;
}
