/** A command's answer that is not a fault: a word of its contract, with the data its sentence needs. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: string,
    readonly data: unknown = undefined,
  ) {
    super(code);
  }
}

export const STORE_REFUSALS = [
  'LOCKED',
  'FUTURE_FILE',
  'OLD_FILE',
  'CORRUPT',
  'NOT_OURS',
  'DISK_FULL',
  'READ_ONLY',
  'MISSING',
  'BACKUP_FAILED',
  'MIGRATION_FAILED',
] as const;
export type StoreRefusalCode = (typeof STORE_REFUSALS)[number];

/** The data directory cannot be used as it is. `storeSentence` says why and what to do, in both languages. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal';
  constructor(
    readonly code: StoreRefusalCode,
    readonly data: Readonly<Record<string, string | number>>,
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(data)}`, options);
  }
}

/** The program contradicts itself. Never caught as a refusal: the process has to end and start again from what is stored. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}
