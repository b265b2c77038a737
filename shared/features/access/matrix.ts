import { type AccessLevel, PERMISSIONS, type Permission, ROLES, type Role, type SupportTier } from '../../base/access';
import type { Rights } from './operator';

/** Who holds a right: some role grants it AND the level is reached AND, for a role that names one, the support tier. */
export interface Grant {
  readonly roles: readonly Role[];
  /** SEC-001: 1 basic, 2 operational, 3 production read, 4 production write, 5 administrator. */
  readonly level: AccessLevel;
  readonly tiers: Readonly<Partial<Record<Role, SupportTier>>>;
}

function grant(level: AccessLevel, roles: readonly Role[], tiers: Grant['tiers'] = {}): Grant {
  return { roles, level, tiers };
}

/** Reads all and changes nothing: what this role grants is listed where a right only reads. */
const AUDITOR: Role = 'auditor';
const ACTING = ROLES.filter((role) => role !== AUDITOR);
const DIRECTION: readonly Role[] = ['cto', 'ceo'];
const ENGINEERS: readonly Role[] = ['on-call-engineer', 'sre', 'devops', 'lead-developer'];
const KEEPERS: readonly Role[] = ['devops', 'sre', 'cto', 'security', 'lead-developer'];
const PEOPLE: readonly Role[] = ['hr', 'it', 'security', ...DIRECTION];
/** Who talks to prospects and clients. */
const SALES: readonly Role[] = [
  'support-l1',
  'support-l2',
  'support-l3',
  'team-lead',
  'customer-success',
  'product',
  ...DIRECTION,
];
const AUTHORS: readonly Role[] = [
  'team-lead',
  'support-l3',
  'finance-manager',
  'cfo',
  'affiliate-manager',
  'content-manager',
  'data-science',
  'qa',
  'product',
  'it',
  'legal-counsel',
  'security',
  'hr',
  ...ENGINEERS,
  ...DIRECTION,
];

/** The one permission matrix: the router enforces it, the screen shows it, a test tries every procedure against it. */
export const MATRIX: { readonly [Right in Permission]: Grant } = {
  'session:open': grant(1, ROLES),
  'session:use': grant(1, ROLES),
  'market:read': grant(1, ROLES),
  'market:configure': grant(2, ['analyst', 'trader', 'team-lead', 'data-science', 'qa', 'product', ...ENGINEERS, ...DIRECTION]),
  'signals:read': grant(1, ROLES),
  'signals:decide': grant(2, ['analyst', 'data-science', 'qa', 'team-lead', 'cto']),
  'monitoring:read': grant(1, ROLES),
  'monitoring:operate': grant(2, ['analyst', 'team-lead', 'data-science', 'it', 'support-l3', 'cto', ...ENGINEERS], {
    'support-l3': 3,
  }),
  'audit:read': grant(3, [AUDITOR, 'security', 'legal-counsel', 'team-lead', 'it', 'hr', 'cfo', ...ENGINEERS, ...DIRECTION]),
  'audit:export': grant(3, [AUDITOR, 'security', 'legal-counsel', ...DIRECTION]),
  'notifications:read': grant(1, ROLES),
  'settings:read': grant(1, ROLES),
  'settings:write': grant(1, ACTING),
  'access:read': grant(3, [AUDITOR, 'security', 'it', 'hr', ...DIRECTION]),
  'access:manage': grant(5, ['security', ...DIRECTION]),
  'people:read': grant(2, [AUDITOR, 'legal-counsel', ...PEOPLE]),
  'people:manage': grant(3, PEOPLE),
  'approvals:read': grant(1, ROLES),
  'approvals:decide': grant(1, ACTING),
  'approvals:break-glass': grant(4, ['security', ...ENGINEERS, ...DIRECTION]),
  'sop:read': grant(1, ROLES),
  'sop:run': grant(1, ACTING),
  'sop:edit': grant(2, AUTHORS),
  'sop:publish': grant(3, AUTHORS),
  'directory:read': grant(1, ROLES),
  'directory:write': grant(2, ['team-lead', ...PEOPLE]),
  'backups:read': grant(3, [AUDITOR, 'it', ...KEEPERS]),
  'backups:operate': grant(4, KEEPERS),
  'backups:restore': grant(4, KEEPERS),
  'models:read': grant(1, ROLES),
  'models:train': grant(2, ['data-science', 'qa', 'lead-developer', 'cto']),
  'models:promote': grant(3, ['data-science', 'qa', 'lead-developer', ...DIRECTION]),
  'quality:read': grant(1, ROLES),
  'quality:manage': grant(3, ['data-science', 'qa', 'team-lead', ...DIRECTION]),
  'quality:review': grant(2, ['analyst', 'data-science', 'qa']),
  'register:read': grant(1, ROLES),
  'register:export': grant(2, [AUDITOR, 'analyst', 'data-science', 'qa', 'product', 'legal-counsel', ...DIRECTION]),
  'register:prove': grant(2, ['analyst', 'data-science', 'qa', 'lead-developer', ...DIRECTION]),
  'backtests:read': grant(1, ROLES),
  'backtests:run': grant(2, ['analyst', 'trader', 'data-science', 'qa', 'lead-developer', 'cto']),
  'connections:read': grant(2, [AUDITOR, 'it', 'team-lead', 'finance-manager', 'security', ...ENGINEERS, ...DIRECTION]),
  'connections:manage': grant(4, ['it', 'security', 'devops', 'lead-developer', ...DIRECTION]),
  'leads:read': grant(2, [AUDITOR, ...SALES, 'finance-manager', 'cfo', 'legal-counsel', 'content-manager', 'affiliate-manager']),
  'leads:write': grant(2, SALES),
  'leads:import': grant(2, ['team-lead', 'customer-success', 'support-l3', ...DIRECTION]),
  'leads:export': grant(3, ['team-lead', 'legal-counsel', 'cfo', ...DIRECTION]),
  'leads:erase': grant(3, ['team-lead', 'legal-counsel', 'security', ...DIRECTION]),
  'consent:read': grant(2, [AUDITOR, ...SALES, 'legal-counsel', 'content-manager', 'affiliate-manager', 'security']),
  'consent:write': grant(2, [...SALES, 'legal-counsel', 'content-manager']),
  'messages:send': grant(2, SALES),
  'sheets:read': grant(2, [AUDITOR, ...SALES, 'finance-manager', 'cfo', 'it', 'lead-developer']),
  'sheets:manage': grant(3, ['team-lead', 'it', 'lead-developer', ...DIRECTION]),
  'billing:read': grant(2, [AUDITOR, ...SALES, 'finance-manager', 'cfo', 'affiliate-manager']),
  'billing:operate': grant(3, ['team-lead', 'support-l3', 'finance-manager', 'cfo', ...DIRECTION]),
  'billing:export': grant(3, [AUDITOR, 'finance-manager', 'cfo', ...DIRECTION]),
  'campaigns:read': grant(2, [AUDITOR, ...SALES, 'content-manager', 'social-media-manager', 'affiliate-manager', 'cfo']),
  'campaigns:operate': grant(3, ['team-lead', 'social-media-manager', 'content-manager', ...DIRECTION]),
  'capacity:write': grant(3, ['team-lead', 'customer-success', ...DIRECTION]),
  'kpis:read': grant(2, [AUDITOR, ...SALES, 'finance-manager', 'cfo', 'content-manager', 'social-media-manager']),
  'kpis:sign': grant(3, ['team-lead', 'customer-success', ...DIRECTION]),
  'incidents:read': grant(1, ROLES),
  'incidents:write': grant(2, ACTING),
};

export function grants(permission: Permission, rights: Rights): boolean {
  const { roles, level, tiers } = MATRIX[permission];
  if (rights.level < level) return false;
  return rights.roles.some((role) => roles.includes(role) && rights.tier >= (tiers[role] ?? 0));
}

export function permissionsOf(rights: Rights): ReadonlySet<Permission> {
  return new Set(PERMISSIONS.filter((permission) => grants(permission, rights)));
}

/** What the first operator gets: everything but the role that may change nothing. */
export const FIRST_RIGHTS: Rights = { roles: ACTING, level: 5, tier: 3 };

const SECOND_FACTOR_LEVEL: AccessLevel = 3;
/** Refunds, payouts and other money are approved by these. */
const MONEY: readonly Role[] = ['finance-manager', 'cfo', 'ceo'];

/** Production from level 3, and anyone who approves money, is not guarded by a password alone. */
export function secondFactorDue(rights: Rights): boolean {
  return rights.level >= SECOND_FACTOR_LEVEL || rights.roles.some((role) => MONEY.includes(role));
}
