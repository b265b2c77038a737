import '@fontsource-variable/inter/wght.css';
import './mantine.css';
import './global.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { startClient } from './client';
import { loadWords, startWords } from './i18n';
import { openSession } from './link/session';
import { type Connect, portTransport, socketTransport } from './link/transport';
import { storedPreferences } from './preferences';
import { router } from './routes';
import { wordsOf } from './screens';
import { nextPort } from './shell';

/** How to reach the backend from here; null when there is no session to reach it with. */
async function way(): Promise<{ connect: Connect } | { refused: string | null }> {
  const desktop = window.sirriusShell;
  if (desktop !== undefined) return { connect: portTransport(nextPort(desktop)) };
  const session = await openSession(location, history, sessionStorage, fetch);
  if (session.kind === 'none') return { refused: null };
  if (session.kind === 'refused') return { refused: session.reason };
  return { connect: socketTransport(`ws://${location.host}/rpc`, session.secret) };
}

async function start(): Promise<void> {
  const element = document.getElementById('root');
  if (element === null) throw new Error('index.html has no #root');
  const stretch = new URLSearchParams(location.search).has('pseudo');
  const found = way();
  const words = startWords(storedPreferences().language, stretch);
  // The screen's code and its own words come while the session and the frame's words do.
  void router.preloadRoute({ to: location.pathname });
  const [reached] = await Promise.all([found, words, loadWords(wordsOf(location.pathname))]);
  if ('connect' in reached) startClient(reached.connect);
  createRoot(element).render(<App refused={'refused' in reached ? (reached.refused ?? 'none') : null} />);
}

void start();
