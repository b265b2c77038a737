/** Names of the messages between a page's bridge and the shell. Every one is answered only to a page of our own (see `main/ipc`). */
export const CHANNELS = {
  port: 'shell:port',
  notify: 'shell:notify',
  openWindow: 'shell:open-window',
  pickFile: 'shell:pick-file',
  saveFile: 'shell:save-file',
  openExternal: 'shell:open-external',
  secureStorage: 'shell:secure-storage',
  navigate: 'shell:navigate',
  backendState: 'shell:backend-state',
} as const;
