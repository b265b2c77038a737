import type { SecureStorageState } from './shell';

/**
 * What the shell and the backend's own process say to each other besides handing over ports.
 * `connect` comes with one MessagePort: a window's way to the router.
 */
export type ToBackend =
  | { readonly type: 'connect' }
  | { readonly type: 'suspend' }
  /** The machine woke up: feeds reconnect first, everything else waits for them. */
  | { readonly type: 'resume' }
  /** Finish what is being written and end with exit code 0. */
  | { readonly type: 'stop' }
  | { readonly type: 'vault'; readonly id: string; readonly result: VaultResult };

export type FromBackend =
  | { readonly type: 'ready' }
  /** It cannot run and a restart would not help; the sentence is for the operator. The process ends by itself. */
  | { readonly type: 'refused'; readonly sentence: string }
  /** Only the shell can reach the system's key ring: text in, base64 out, and the reverse. */
  | { readonly type: 'vault'; readonly id: string; readonly act: 'seal' | 'open'; readonly text: string };

export type VaultResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly state: SecureStorageState };
