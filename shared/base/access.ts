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
  'directory:read',
  'directory:write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What people of the company do: the names that procedures use for whoever carries out a step. */
export const ROLES = [
  'analyst',
  'trader',
  'support-l1',
  'support-l2',
  'support-l3',
  'team-lead',
  'finance-manager',
  'cfo',
  'affiliate-manager',
  'content-manager',
  'social-media-manager',
  'customer-success',
  'on-call-engineer',
  'sre',
  'devops',
  'lead-developer',
  'data-science',
  'qa',
  'product',
  'it',
  'legal-counsel',
  'security',
  'hr',
  'cto',
  'ceo',
  'auditor',
] as const;

/** Who acts: an operator's id, `system:<name>` for jobs and the engine, `local:<os user>` for the terminal. */
export interface Actor {
  readonly id: string;
  readonly permissions: ReadonlySet<Permission>;
}
