import type { VaultResult } from '../../shared/base/backendProcess';
import type { SecureStorageState } from '../../shared/base/shell';
import type { ElectronApi } from './electronApi';

export interface Secrets {
  state(): Promise<SecureStorageState>;
  /** Encrypts with the system's key ring; base64 out. Never with a key that anyone can read. */
  seal(text: string): Promise<VaultResult>;
  /** The reverse of `seal`. */
  open(sealed: string): Promise<VaultResult>;
}

/** Only the asynchronous calls: a key ring may ask its owner first, and the window must not stand still meanwhile. */
export function createSecrets({ safeStorage }: Pick<ElectronApi, 'safeStorage'>, platform: NodeJS.Platform): Secrets {
  async function state(): Promise<SecureStorageState> {
    // Without a key ring Linux encrypts with a constant that is printed in Chromium's source.
    if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return 'weak';
    return (await safeStorage.isAsyncEncryptionAvailable()) ? 'protected' : 'locked';
  }

  async function guarded(act: () => Promise<string>): Promise<VaultResult> {
    const found = await state();
    if (found !== 'protected') return { ok: false, state: found };
    try {
      return { ok: true, text: await act() };
    } catch {
      // The key ring was closed in between, or the text was sealed under another user's key.
      return { ok: false, state: 'locked' };
    }
  }

  return {
    state,
    seal: (text) => guarded(async () => (await safeStorage.encryptStringAsync(text)).toString('base64')),
    open: (sealed) => guarded(async () => (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result),
  };
}
