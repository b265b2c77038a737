/** Every right the console can ask for; who holds which is the matrix of the access feature. */
export const PERMISSIONS = [
  /** What anybody with a session may ask, before signing in too. */
  'session:open',
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
  'access:read',
  'access:manage',
  'people:read',
  'people:manage',
  'approvals:read',
  'approvals:decide',
  'approvals:break-glass',
  'sop:read',
  'sop:run',
  'sop:edit',
  'sop:publish',
  'directory:read',
  'directory:write',
  'backups:read',
  'backups:operate',
  'backups:restore',
  'models:read',
  'models:train',
  'models:promote',
  'quality:read',
  'quality:manage',
  'quality:review',
  'register:read',
  'register:export',
  'register:prove',
  'backtests:read',
  'backtests:run',
  'connections:read',
  'connections:manage',
  'leads:read',
  'leads:write',
  'leads:import',
  'leads:export',
  'leads:erase',
  'consent:read',
  'consent:write',
  'messages:send',
  'sheets:read',
  'sheets:manage',
  'billing:read',
  'billing:operate',
  'billing:export',
  'campaigns:read',
  'campaigns:operate',
  'capacity:write',
  'kpis:read',
  'kpis:sign',
  'incidents:read',
  'incidents:write',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What people of the company do; an operator has one or several. */
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
export type Role = (typeof ROLES)[number];

/** Access level 1–5 as SEC-001 defines them; support tier is another ladder, 0 for none. */
export type AccessLevel = 1 | 2 | 3 | 4 | 5;
export type SupportTier = 0 | 1 | 2 | 3;

/** Who acts: an operator's id, `system:<name>` for jobs and the engine, `local:<os user>` for the terminal. */
export interface Actor {
  readonly id: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly roles: readonly Role[];
  readonly level: AccessLevel;
  readonly tier: SupportTier;
  /** Until when the second factor that was given last counts for acts that ask for it again, epoch ms; 0 where none was. */
  readonly steppedUpUntil: number;
}
