/** Tables of the approvals feature; conventions as in `schema.ts`. */
export type ApprovalTables = Record<never, never>;
