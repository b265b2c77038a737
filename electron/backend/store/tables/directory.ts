/** Tables of the directory feature; conventions as in `schema.ts`. */
export interface DirectoryTables {
  directory_entries: {
    id: string;
    revision: number;
    /** The entry without what is personal; null once removed. */
    entry_json: string | null;
    /** Payload of a contact's name, number and address; null for other entries. */
    payload_id: string | null;
    updated_at: number;
    updated_by: string;
  };
}
