import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Frame } from './frame/Frame';

interface WindowSearch {
  /** A detached window: the screen without the rail. */
  window?: 1;
}

const root = createRootRoute({
  component: Frame,
  validateSearch: (search: Record<string, unknown>): WindowSearch => (String(search.window) === '1' ? { window: 1 } : {}),
});

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/market/{-$instrument}', params: {} });
  },
});

const market = createRoute({
  getParentRoute: () => root,
  path: '/market/{-$instrument}',
  component: lazyRouteComponent(() => import('../features/market/MarketScreen'), 'MarketScreen'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/SettingsScreen'), 'SettingsScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([index, market, settings]),
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
