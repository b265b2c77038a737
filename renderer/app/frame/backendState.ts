import { useEffect, useState } from 'react';
import type { BackendState } from '../../../shared/base/shell';
import { connection, queryClient } from '../client';
import { shell } from '../shell';

/**
 * What the desktop's shell says of the backend it runs. It knows of a fall, of the next start and of a refusal at once;
 * the link alone would only see a port that went silent. A browser hears nothing here and stays at `ready`.
 */
export function useBackendState(): BackendState {
  const [state, setState] = useState<BackendState>({ state: 'ready' });
  useEffect(
    () =>
      shell.onBackendState((next) => {
        setState(next);
        if (next.state !== 'ready') return;
        connection.retryNow();
        void queryClient.invalidateQueries();
      }),
    [],
  );
  return state;
}
