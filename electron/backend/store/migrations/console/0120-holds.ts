import type { Migration } from '../migration';

/** Why a validated signal waits unpublished: a pause, a stop of publication, a second venue that disagrees. */
export const holds: Migration = {
  id: 120,
  name: 'holds',
  sql: `
    ALTER TABLE signals ADD COLUMN hold_json TEXT;
    CREATE TRIGGER signals_hold_stands BEFORE UPDATE OF hold_json ON signals
    BEGIN SELECT RAISE(ABORT, 'why a signal was held never changes'); END;
  `,
};
