import { Outlet, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { queryClient } from '../client';
import { listenToKeys, useCommand } from '../keys';
import { useGoTo } from '../navigation';
import { SCREENS } from '../screens';
import { shell } from '../shell';
import { noticeCentre as NoticeCentre } from '../slots';
import { Bands } from './Bands';
import styles from './frame.module.css';
import { toggleNotices, useFrameState } from './frameState';
import { Rail } from './Rail';
import { StatusBar } from './StatusBar';

const Palette = lazy(async () => ({ default: (await import('./Palette')).Palette }));
const KeysHelp = lazy(async () => ({ default: (await import('./KeysHelp')).KeysHelp }));

/** What surrounds every screen. A detached window keeps the bands and the status bar, and loses the rail. */
export function Frame() {
  const detached = useSearch({ from: '__root__' }).window === 1;
  const { palette, keys, notices } = useFrameState();
  const goTo = useGoTo();
  useEffect(() => listenToKeys(document), []);
  useEffect(() => shell.onNavigate(goTo), [goTo]);
  useEffect(() => shell.onBackendState((state) => state.state === 'ready' && void queryClient.invalidateQueries()), []);
  return (
    <div className={styles.frame}>
      <FrameCommands />
      <div className={styles.bands}>
        <Bands />
      </div>
      {!detached && <Rail />}
      <div className={styles.main}>
        <main className={styles.outlet}>
          <Outlet />
        </main>
        {notices && NoticeCentre !== null && (
          <aside className={styles.notices}>
            <Suspense fallback={null}>
              <NoticeCentre onClose={toggleNotices} />
            </Suspense>
          </aside>
        )}
      </div>
      <StatusBar />
      <Suspense fallback={null}>
        {palette && <Palette onClose={() => useFrameState.setState({ palette: false })} />}
        {keys && <KeysHelp onClose={() => useFrameState.setState({ keys: false })} />}
      </Suspense>
    </div>
  );
}

function FrameCommands() {
  const router = useRouter();
  useCommand('palette.open', () => useFrameState.setState(({ palette }) => ({ palette: !palette })));
  useCommand('keys.show', () => useFrameState.setState(({ keys }) => ({ keys: !keys })));
  useCommand('notices.toggle', toggleNotices, NoticeCentre !== null);
  useCommand('window.detach', () => void shell.openWindow(router.state.location.pathname));
  return SCREENS.map((screen) => <Go key={screen.id} id={screen.go.id} path={screen.path} />);
}

function Go({ id, path }: { id: string; path: string }) {
  const goTo = useGoTo();
  useCommand(id, () => goTo(path));
  return null;
}
