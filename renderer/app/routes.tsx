import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseOperatorsSearch } from '../features/access/operatorsSearch';
import { parseApprovalsSearch } from '../features/approvals/approvalsSearch';
import { parseAuditSearch } from '../features/audit/auditSearch';
import { parseBacktestsSearch } from '../features/backtests/backtestsSearch';
import { parsePeopleSearch } from '../features/people/peopleSearch';
import { parseSignalSearch } from '../features/signals/signalSearch';
import { parseRunSearch } from '../features/sop/history/runSearch';
import { parseProcedureSearch } from '../features/sop/procedureSearch';
import { SkeletonRows } from '../ui/states';
import { BrokenScreen, MissingScreen } from './frame/BrokenScreen';
import { Frame } from './frame/Frame';
import { StartPage } from './frame/StartPage';
import { loadWords } from './i18n';
import { wordsOf } from './screens';

interface WindowSearch {
  /** A detached window: the screen without the rail. */
  window?: 1;
}

const root = createRootRoute({
  component: Frame,
  validateSearch: (search: Record<string, unknown>): WindowSearch =>
    search.window === 1 || search.window === '1' ? { window: 1 } : {},
  // No screen is shown before its words are there.
  beforeLoad: ({ location }) => loadWords(wordsOf(location.pathname)),
});

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: StartPage,
});

const today = createRoute({
  getParentRoute: () => root,
  path: '/today',
  component: lazyRouteComponent(() => import('../features/sop/TodayScreen'), 'TodayScreen'),
});

const procedures = createRoute({
  getParentRoute: () => root,
  path: '/procedures/{-$id}',
  validateSearch: parseProcedureSearch,
  component: lazyRouteComponent(() => import('../features/sop/ProceduresScreen'), 'ProceduresScreen'),
});

const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  validateSearch: parseRunSearch,
  component: lazyRouteComponent(() => import('../features/sop/HistoryScreen'), 'HistoryScreen'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$id',
  component: lazyRouteComponent(() => import('../features/sop/RunScreen'), 'RunScreen'),
});

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals/{-$id}',
  validateSearch: parseApprovalsSearch,
  component: lazyRouteComponent(() => import('../features/approvals/ApprovalsScreen'), 'ApprovalsScreen'),
});

const market = createRoute({
  getParentRoute: () => root,
  path: '/market/{-$instrument}',
  component: lazyRouteComponent(() => import('../features/market/MarketScreen'), 'MarketScreen'),
});

const signals = createRoute({
  getParentRoute: () => root,
  path: '/signals/{-$id}',
  validateSearch: parseSignalSearch,
  component: lazyRouteComponent(() => import('../features/signals/SignalsScreen'), 'SignalsScreen'),
});

const quarantine = createRoute({
  getParentRoute: () => root,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('../features/signals/QuarantineScreen'), 'QuarantineScreen'),
});

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  component: lazyRouteComponent(() => import('../features/reviews/ReviewsScreen'), 'ReviewsScreen'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/register/{-$sequence}',
  component: lazyRouteComponent(() => import('../features/register/RegisterScreen'), 'RegisterScreen'),
});

const models = createRoute({
  getParentRoute: () => root,
  path: '/models/{-$id}',
  component: lazyRouteComponent(() => import('../features/models/ModelsScreen'), 'ModelsScreen'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('../features/reports/ReportsScreen'), 'ReportsScreen'),
});

const health = createRoute({
  getParentRoute: () => root,
  path: '/health',
  component: lazyRouteComponent(() => import('../features/monitoring/HealthScreen'), 'HealthScreen'),
});

const backups = createRoute({
  getParentRoute: () => root,
  path: '/backups',
  component: lazyRouteComponent(() => import('../features/backups/BackupsScreen'), 'BackupsScreen'),
});

const backtests = createRoute({
  getParentRoute: () => root,
  path: '/backtests/{-$id}',
  validateSearch: parseBacktestsSearch,
  component: lazyRouteComponent(() => import('../features/backtests/BacktestsScreen'), 'BacktestsScreen'),
});

const quality = createRoute({
  getParentRoute: () => root,
  path: '/quality',
  component: lazyRouteComponent(() => import('../features/quality/QualityScreen'), 'QualityScreen'),
});

const directory = createRoute({
  getParentRoute: () => root,
  path: '/directory',
  component: lazyRouteComponent(() => import('../features/directory/DirectoryScreen'), 'DirectoryScreen'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: parseAuditSearch,
  component: lazyRouteComponent(() => import('../features/audit/AuditScreen'), 'AuditScreen'),
});

const operators = createRoute({
  getParentRoute: () => root,
  path: '/operators',
  validateSearch: parseOperatorsSearch,
  component: lazyRouteComponent(() => import('../features/access/OperatorsScreen'), 'OperatorsScreen'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: parsePeopleSearch,
  component: lazyRouteComponent(() => import('../features/people/PeopleScreen'), 'PeopleScreen'),
});

const rights = createRoute({
  getParentRoute: () => root,
  path: '/rights',
  component: lazyRouteComponent(() => import('../features/access/RightsScreen'), 'RightsScreen'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/access/AccountScreen'), 'AccountScreen'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/SettingsScreen'), 'SettingsScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    index,
    today,
    procedures,
    runs,
    run,
    approvals,
    market,
    signals,
    quarantine,
    reviews,
    register,
    models,
    reports,
    quality,
    health,
    backtests,
    backups,
    audit,
    directory,
    operators,
    people,
    rights,
    account,
    settings,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenScreen,
  defaultNotFoundComponent: MissingScreen,
  defaultPendingComponent: SkeletonRows,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
