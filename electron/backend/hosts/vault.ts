import type { FromBackend, ToBackend, VaultResult } from '../../../shared/base/backendProcess';
import type { Vault } from '../feedKeys';
import type { Clock } from '../kit/clock';
import { systemIds } from '../kit/ids';

interface Parent {
  on(event: 'message', listener: (event: { readonly data: ToBackend }) => void): unknown;
  postMessage(message: FromBackend): void;
}

/** A key ring may ask its owner first; a shell that does not answer by then is not waited for. */
const PATIENCE_MS = 60_000;

/** The system's key ring, reached through the shell. */
export function shellVault(parent: Parent, clock: Clock): Vault {
  const ids = systemIds(clock);
  const waiting = new Map<string, (result: VaultResult) => void>();
  parent.on('message', ({ data }) => {
    if (data.type === 'vault') waiting.get(data.id)?.(data.result);
  });
  const ask = (act: 'seal' | 'open', text: string) =>
    new Promise<VaultResult>((resolve) => {
      const id = ids();
      const limit = clock.setTimeout(() => answer({ ok: false, state: 'locked' }), PATIENCE_MS);
      const answer = (result: VaultResult) => {
        limit.cancel();
        waiting.delete(id);
        resolve(result);
      };
      waiting.set(id, answer);
      parent.postMessage({ type: 'vault', id, act, text });
    });
  return { seal: (text) => ask('seal', text), open: (sealed) => ask('open', sealed) };
}
