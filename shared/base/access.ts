/** Every right the console can ask for. The matrix of who holds which arrives with operators; until then the owner holds all. */
export const PERMISSIONS = [
  'session:use',
  'market:read',
  'market:configure',
  'signals:read',
  'signals:decide',
  'monitoring:read',
  'monitoring:operate',
  'audit:read',
  'audit:export',
  'notifications:read',
  'settings:read',
  'settings:write',
  'access:manage',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** Who acts: an operator's id, `system:<name>` for jobs and the engine, `local:<os user>` for the terminal. */
export interface Actor {
  readonly id: string;
  readonly permissions: ReadonlySet<Permission>;
}
