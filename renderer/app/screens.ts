import {
  IconActivityHeartbeat,
  IconAddressBook,
  IconBolt,
  IconBook2,
  IconBookmarks,
  IconBrain,
  IconCalendarCheck,
  IconChartCandle,
  IconChecks,
  IconDatabaseExport,
  IconEyeOff,
  IconHistory,
  IconLicense,
  IconNotebook,
  IconReportAnalytics,
  IconRosetteDiscountCheck,
  IconSettings,
  IconShieldHalf,
  IconTestPipe,
  IconUserCircle,
  IconUserPlus,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Permission } from '../../shared/base/access';
import { accountCommands, operatorsCommands, rightsCommands } from '../features/access/commands';
import { approvalsCommands } from '../features/approvals/commands';
import { auditCommands } from '../features/audit/commands';
import { backtestsCommands } from '../features/backtests/commands';
import { backupsCommands } from '../features/backups/commands';
import { directoryCommands } from '../features/directory/commands';
import { marketCommands } from '../features/market/commands';
import { modelsCommands } from '../features/models/commands';
import { healthCommands } from '../features/monitoring/commands';
import { peopleCommands } from '../features/people/commands';
import { qualityCommands } from '../features/quality/commands';
import { registerCommands } from '../features/register/commands';
import { reportsCommands } from '../features/reports/commands';
import { reviewsCommands } from '../features/reviews/commands';
import { settingsCommands } from '../features/settings/commands';
import { quarantineCommands, signalsCommands } from '../features/signals/commands';
import { procedureCommands, runCommands, todayCommands } from '../features/sop/commands';
import type { CommandSpec } from './commands';
import type { Namespace, WordKey } from './i18n';

export interface ScreenSpec {
  readonly id: string;
  /** Where the rail leads; `routes.tsx` holds the whole pattern and the component. */
  readonly path: string;
  readonly icon: TablerIcon;
  readonly title: WordKey;
  /** The part of the work it belongs to: a group of the rail; null where the rail does not lead to it. */
  readonly group: 'trading' | 'procedures' | 'quality' | 'leads' | 'operations' | 'access' | 'console' | null;
  readonly permission: Permission;
  /** The command that opens it. */
  readonly go: CommandSpec;
  /** What can be done on it, with its default keys. */
  readonly commands: readonly CommandSpec[];
  /**
   * The words it needs beside the frame's, for a console that opens on it; a test compares them with its code. Without them it
   * waits for the words of every screen.
   */
  readonly words?: readonly Namespace[];
}

/** Every screen, in the order of the rail. */
export const SCREENS: readonly ScreenSpec[] = [
  {
    id: 'today',
    path: '/today',
    icon: IconCalendarCheck,
    title: 'app:screen.today',
    group: 'procedures',
    permission: 'sop:read',
    go: { id: 'go.today', title: 'app:go.today', key: 'Alt+T', inFields: true },
    commands: todayCommands,
    words: ['sop'],
  },
  {
    id: 'procedures',
    path: '/procedures',
    icon: IconBook2,
    title: 'app:screen.procedures',
    group: 'procedures',
    permission: 'sop:read',
    go: { id: 'go.procedures', title: 'app:go.procedures', key: 'Alt+P', inFields: true },
    commands: procedureCommands,
  },
  {
    id: 'runs',
    path: '/runs',
    icon: IconHistory,
    title: 'app:screen.runs',
    group: 'procedures',
    permission: 'sop:read',
    go: { id: 'go.runs', title: 'app:go.runs', key: 'Alt+I', inFields: true },
    commands: runCommands,
  },
  {
    id: 'approvals',
    path: '/approvals',
    icon: IconChecks,
    title: 'app:screen.approvals',
    group: 'procedures',
    permission: 'approvals:read',
    go: { id: 'go.approvals', title: 'app:go.approvals', key: 'Alt+V', inFields: true },
    commands: approvalsCommands,
  },
  {
    id: 'market',
    path: '/market',
    icon: IconChartCandle,
    title: 'app:screen.market',
    group: 'trading',
    permission: 'market:read',
    go: { id: 'go.market', title: 'app:go.market', key: 'Alt+M', inFields: true },
    commands: marketCommands,
    words: ['market'],
  },
  {
    id: 'signals',
    path: '/signals',
    icon: IconBolt,
    title: 'app:screen.signals',
    group: 'trading',
    permission: 'signals:read',
    go: { id: 'go.signals', title: 'app:go.signals', key: 'Alt+S', inFields: true },
    commands: signalsCommands,
    words: ['signals', 'strategies', 'features'],
  },
  {
    id: 'quarantine',
    path: '/quarantine',
    icon: IconShieldHalf,
    title: 'app:screen.quarantine',
    group: 'trading',
    permission: 'signals:read',
    go: { id: 'go.quarantine', title: 'app:go.quarantine', key: 'Alt+Q', inFields: true },
    commands: quarantineCommands,
  },
  {
    id: 'reviews',
    path: '/reviews',
    icon: IconEyeOff,
    title: 'app:screen.reviews',
    group: 'quality',
    permission: 'quality:read',
    go: { id: 'go.reviews', title: 'app:go.reviews', key: 'Alt+X', inFields: true },
    commands: reviewsCommands,
  },
  {
    id: 'register',
    path: '/register',
    icon: IconBookmarks,
    title: 'app:screen.register',
    group: 'quality',
    permission: 'register:read',
    go: { id: 'go.register', title: 'app:go.register', key: 'Alt+G', inFields: true },
    commands: registerCommands,
  },
  {
    id: 'backtests',
    path: '/backtests',
    icon: IconTestPipe,
    title: 'app:screen.backtests',
    group: 'quality',
    permission: 'backtests:read',
    go: { id: 'go.backtests', title: 'app:go.backtests', key: 'Alt+K', inFields: true },
    commands: backtestsCommands,
  },
  {
    id: 'models',
    path: '/models',
    icon: IconBrain,
    title: 'app:screen.models',
    group: 'quality',
    permission: 'models:read',
    go: { id: 'go.models', title: 'app:go.models', key: 'Alt+L', inFields: true },
    commands: modelsCommands,
    words: ['models', 'features'],
  },
  {
    id: 'reports',
    path: '/reports',
    icon: IconReportAnalytics,
    title: 'app:screen.reports',
    group: 'quality',
    permission: 'quality:read',
    go: { id: 'go.reports', title: 'app:go.reports', key: 'Alt+C', inFields: true },
    commands: reportsCommands,
  },
  {
    id: 'quality',
    path: '/quality',
    icon: IconRosetteDiscountCheck,
    title: 'app:screen.quality',
    group: 'quality',
    permission: 'quality:read',
    go: { id: 'go.quality', title: 'app:go.quality', key: 'Alt+U', inFields: true },
    commands: qualityCommands,
  },
  {
    id: 'health',
    path: '/health',
    icon: IconActivityHeartbeat,
    title: 'app:screen.health',
    group: 'operations',
    permission: 'monitoring:read',
    go: { id: 'go.health', title: 'app:go.health', key: 'Alt+H', inFields: true },
    commands: healthCommands,
  },
  {
    id: 'backups',
    path: '/backups',
    icon: IconDatabaseExport,
    title: 'app:screen.backups',
    group: 'operations',
    permission: 'backups:read',
    go: { id: 'go.backups', title: 'app:go.backups', key: 'Alt+B', inFields: true },
    commands: backupsCommands,
  },
  {
    id: 'audit',
    path: '/audit',
    icon: IconNotebook,
    title: 'app:screen.audit',
    group: 'operations',
    permission: 'audit:read',
    go: { id: 'go.audit', title: 'app:go.audit', key: 'Alt+J', inFields: true },
    commands: auditCommands,
  },
  {
    id: 'directory',
    path: '/directory',
    icon: IconAddressBook,
    title: 'app:screen.directory',
    group: 'operations',
    permission: 'directory:read',
    go: { id: 'go.directory', title: 'app:go.directory', key: 'Alt+A', inFields: true },
    commands: directoryCommands,
  },
  {
    id: 'operators',
    path: '/operators',
    icon: IconUsers,
    title: 'app:screen.operators',
    group: 'access',
    permission: 'access:read',
    go: { id: 'go.operators', title: 'app:go.operators', key: 'Alt+O', inFields: true },
    commands: operatorsCommands,
  },
  {
    id: 'people',
    path: '/people',
    icon: IconUserPlus,
    title: 'app:screen.people',
    group: 'access',
    permission: 'people:read',
    go: { id: 'go.people', title: 'app:go.people', key: 'Alt+N', inFields: true },
    commands: peopleCommands,
  },
  {
    id: 'rights',
    path: '/rights',
    icon: IconLicense,
    title: 'app:screen.rights',
    group: 'access',
    permission: 'access:read',
    go: { id: 'go.rights', title: 'app:go.rights', key: 'Alt+D', inFields: true },
    commands: rightsCommands,
  },
  {
    id: 'account',
    path: '/account',
    icon: IconUserCircle,
    title: 'app:screen.account',
    group: null,
    permission: 'session:use',
    go: { id: 'go.account', title: 'app:go.account', key: null },
    commands: accountCommands,
  },
  {
    id: 'settings',
    path: '/settings',
    icon: IconSettings,
    title: 'app:screen.settings',
    group: 'console',
    permission: 'settings:read',
    go: { id: 'go.settings', title: 'app:go.settings', key: 'Alt+R', inFields: true },
    commands: settingsCommands,
  },
];

/** The namespaces that the screen at `path` waits for. */
export function wordsOf(path: string): readonly Namespace[] | 'all' {
  // The start page only leads on.
  return path === '/' ? [] : (screenOf(path)?.words ?? 'all');
}

/** The screen a path belongs to. */
export function screenOf(path: string): ScreenSpec | undefined {
  return SCREENS.find((screen) => path === screen.path || path.startsWith(`${screen.path}/`));
}
