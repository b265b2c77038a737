import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/features/settings/contract';
import { useCommand } from '../../app/keys';
import { usePreferences, useSavePreferences } from '../../app/preferences';
import { Screen } from '../../ui/Screen';
import { tell } from '../../ui/toasts';
import { CalendarSection } from './parts/CalendarSection';
import { ConsoleSection } from './parts/ConsoleSection';
import { DisplaySection } from './parts/DisplaySection';
import { EngineSection } from './parts/EngineSection';
import { NoticesSection } from './parts/NoticesSection';
import { ShortcutsSection } from './parts/ShortcutsSection';
import styles from './parts/settings.module.css';
import { WatchListSection } from './parts/WatchListSection';

const SECTIONS = ['display', 'watch', 'engine', 'notices', 'calendar', 'shortcuts', 'console'] as const;

/** Everything an operator may set; each change is saved at once. */
export function SettingsScreen() {
  const { t } = useTranslation(['app', 'settings']);
  const settings = usePreferences();
  const { mutate } = useSavePreferences();
  const save = (change: Partial<Settings>) => mutate(change, { onError: () => tell(t('settings:notSaved')) });
  useCommand('settings.theme', () => save({ theme: settings.theme === 'dark' ? 'light' : 'dark' }));
  useCommand('settings.density', () => save({ density: settings.density === 'compact' ? 'comfortable' : 'compact' }));
  useCommand('settings.language', () => save({ language: settings.language === 'fr' ? 'en' : 'fr' }));
  return (
    <Screen title={t('app:screen.settings')}>
      <div className={styles.page}>
        <nav className={styles.index} aria-label={t('settings:index')}>
          {SECTIONS.map((section) => (
            <a key={section} href={`#${section}`} onClick={(event) => show(event, section)}>
              {t(`settings:${section}.title`)}
            </a>
          ))}
        </nav>
        <div className={styles.content}>
          <DisplaySection settings={settings} save={save} />
          <WatchListSection />
          <EngineSection settings={settings} save={save} />
          <NoticesSection settings={settings} save={save} />
          <CalendarSection />
          <ShortcutsSection settings={settings} save={save} />
          <ConsoleSection />
        </div>
      </div>
    </Screen>
  );
}

/** Goes to a section without touching the address, whose fragment belongs to the session link. */
function show(event: { preventDefault(): void }, section: string): void {
  event.preventDefault();
  const target = document.getElementById(section);
  target?.scrollIntoView({ block: 'start' });
  target?.querySelector<HTMLElement>('button, input, [tabindex="0"]')?.focus({ preventScroll: true });
}
