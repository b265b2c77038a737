import type { Settings, settingsContract } from '../../../../shared/features/settings/contract';
import type { Reader } from '../../store/types';
import type { Handlers } from '../handlers';
import { readSettings, writeSetting } from './store';

export interface SettingsService {
  readonly handlers: Handlers<typeof settingsContract>;
  /** As they are now; what the other parts of the backend are configured from. */
  current(): Settings;
}

export function createSettings(read: Reader): SettingsService {
  const current = () => readSettings(read, read.db);
  return {
    current,
    handlers: {
      get: { query: current },
      set: {
        command: (change) => {
          return (tx) => {
            for (const [key, value] of Object.entries(change)) if (value !== undefined) writeSetting(tx, key, value);
            tx.fact('settings.changed', 'settings', Object.keys(change));
            return readSettings(tx, tx.db);
          };
        },
      },
    },
  };
}
