import { contextBridge, ipcRenderer } from 'electron';
import type { BackendState, DesktopShell } from '../../shared/base/shell';
import { PORT_MESSAGE } from '../../shared/base/shell';
import { CHANNELS } from './channels';

/** Hears one kind of message from the shell; returns how to stop. The event itself never reaches the page: it carries the sender. */
function hear<Value>(channel: string, listener: (value: Value) => void): () => void {
  const receive = (_event: Electron.IpcRendererEvent, value: Value) => listener(value);
  ipcRenderer.on(channel, receive);
  return () => void ipcRenderer.removeListener(channel, receive);
}

const shell: DesktopShell = {
  kind: 'desktop',
  notify: (notice) => ipcRenderer.invoke(CHANNELS.notify, notice),
  openWindow: (path) => ipcRenderer.invoke(CHANNELS.openWindow, path),
  pickFile: (request) => ipcRenderer.invoke(CHANNELS.pickFile, request),
  saveFile: (file) => ipcRenderer.invoke(CHANNELS.saveFile, file),
  openExternal: (url) => ipcRenderer.invoke(CHANNELS.openExternal, url),
  secureStorage: () => ipcRenderer.invoke(CHANNELS.secureStorage),
  onNavigate: (listener) => hear<string>(CHANNELS.navigate, listener),
  onBackendState: (listener) => {
    const stop = hear<BackendState>(CHANNELS.backendState, listener);
    void ipcRenderer.invoke(CHANNELS.backendState).then(listener);
    return stop;
  },
  requestPort: () => ipcRenderer.send(CHANNELS.port),
};

// A port cannot cross the context bridge; a message to our own window may carry it.
ipcRenderer.on(CHANNELS.port, (event) => window.postMessage(PORT_MESSAGE, window.location.origin, event.ports));

contextBridge.exposeInMainWorld('sirriusShell', shell);
