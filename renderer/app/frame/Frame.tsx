import { Outlet, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { withWords } from '../i18n';
import { listenToKeys, useCommand, useKeys } from '../keys';
import { useGoTo } from '../navigation';
import { SCREENS } from '../screens';
import { shell } from '../shell';
import { Announcer, NoticeCentre } from '../slots';
import { Bands } from './Bands';
import styles from './frame.module.css';
import { toggleNotices, useFrameState } from './frameState';
import { startLater, useLater } from './later';
import { Rail } from './Rail';
import { StatusBar } from './StatusBar';

const loadPalette = () => withWords(import('./Palette'));
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const KeysHelp = lazy(async () => ({ default: (await withWords(import('./KeysHelp'))).KeysHelp }));

/** What surrounds every screen. A detached window keeps the bands and the status bar, and loses the rail. */
export function Frame() {
  const detached = useSearch({ from: '__root__' }).window === 1;
  const { palette, keys, notices } = useFrameState();
  const later = useLater();
  const goTo = useGoTo();
  useEffect(() => listenToKeys(document), []);
  useEffect(() => useKeys.setState({ held: palette || keys, typedAhead: '' }), [palette, keys]);
  useEffect(() => startLater(loadPalette), []);
  useEffect(() => shell.onNavigate(goTo), [goTo]);
  return (
    <div className={styles.frame}>
      <FrameCommands />
      <header className={styles.bands}>
        <Bands />
      </header>
      {!detached && <Rail />}
      <div className={styles.main}>
        <main className={styles.outlet}>
          <Outlet />
        </main>
        {notices && (
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
      <Suspense fallback={null}>{later && <Announcer />}</Suspense>
    </div>
  );
}

function FrameCommands() {
  const router = useRouter();
  useCommand('palette.open', () => useFrameState.setState(({ palette }) => ({ palette: !palette })));
  useCommand('keys.show', () => useFrameState.setState(({ keys }) => ({ keys: !keys })));
  useCommand('notices.toggle', toggleNotices);
  useCommand('window.detach', () => void shell.openWindow(router.state.location.pathname));
  return SCREENS.map((screen) => <Go key={screen.id} id={screen.go.id} path={screen.path} />);
}

function Go({ id, path }: { id: string; path: string }) {
  const goTo = useGoTo();
  useCommand(id, () => goTo(path));
  return null;
}
