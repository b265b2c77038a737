import { useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyTip } from '../../ui/KeyHint';
import { useWord } from '../i18n';
import { useKeyOf } from '../keys';
import { useGoTo } from '../navigation';
import { SCREENS, type ScreenSpec, screenOf } from '../screens';
import styles from './frame.module.css';
import { useHello } from './hello';
import { useLater } from './later';

const RailBadge = lazy(async () => ({ default: (await import('./RailBadge')).RailBadge }));

const GROUPS = ['procedures', 'trading', 'quality', 'leads', 'operations', 'access', 'console'] as const;

/** The screens this operator may open, grouped by work. */
export function Rail() {
  const { t } = useTranslation('app');
  const hello = useHello();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = screenOf(path)?.id;
  const allowed = SCREENS.filter((screen) => hello === null || hello.permissions.includes(screen.permission));
  return (
    <nav className={styles.rail} aria-label={t('rail.label')}>
      {GROUPS.filter((group) => allowed.some((screen) => screen.group === group)).map((group) => (
        <ul key={group} className={styles.railGroup} aria-label={t(`rail.${group}`)}>
          {allowed
            .filter((screen) => screen.group === group)
            .map((screen) => (
              <li key={screen.id}>
                <RailLink screen={screen} current={screen.id === current} />
              </li>
            ))}
        </ul>
      ))}
    </nav>
  );
}

function RailLink({ screen, current }: { screen: ScreenSpec; current: boolean }) {
  const say = useWord();
  const shortcut = useKeyOf(screen.go.id);
  const goTo = useGoTo();
  const router = useRouter();
  const later = useLater();
  const Icon = screen.icon;
  const link = useRef<HTMLAnchorElement>(null);
  // On a low window the rail scrolls: where one is stays in sight.
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <KeyTip label={say(screen.go.title)} shortcut={shortcut}>
      <a
        ref={link}
        className={styles.railLink}
        href={screen.path}
        aria-current={current ? 'page' : undefined}
        onMouseEnter={() => void router.preloadRoute({ to: screen.path as '/settings' })}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          goTo(screen.path);
        }}
      >
        <Icon size={20} stroke={1.6} aria-hidden />
        {say(screen.title)}
        <Suspense fallback={null}>{later && <RailBadge screen={screen.id} />}</Suspense>
      </a>
    </KeyTip>
  );
}
