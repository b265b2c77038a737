import { CHANNELS } from '../preload/channels';
import type { Backend } from './backendProcess';
import type { ElectronApi } from './electronApi';
import { pickFile, saveFile } from './files';
import type { Notifications } from './notifications';
import { BadRequest, readNotice, readPickRequest, readSaveRequest, readText } from './requests';
import type { Secrets } from './secrets';
import { isTrustedSender, openOutside } from './security';
import type { Windows } from './windows';
import type { ShellWords } from './words';

export interface Answers {
  readonly backend: Backend;
  readonly notifications: Notifications;
  readonly secrets: Secrets;
  readonly windows: Windows;
  readonly words: ShellWords;
}

/** Answers the bridge, and nobody but the top frame of one of our own pages. */
export function answerPages(electron: ElectronApi, { backend, notifications, secrets, windows, words }: Answers): void {
  const handle = (channel: string, act: (value: unknown) => unknown) => {
    electron.ipcMain.handle(channel, async (event, value: unknown) => {
      if (!isTrustedSender(event.senderFrame)) throw new BadRequest('the sender is not a page of the console');
      return act(value);
    });
  };
  handle(CHANNELS.notify, (value) => notifications.show(readNotice(value)));
  handle(CHANNELS.openWindow, (value) => windows.openDetached(readText(value)));
  handle(CHANNELS.pickFile, (value) => pickFile(electron, readPickRequest(value)));
  handle(CHANNELS.saveFile, (value) => saveFile(electron, words, readSaveRequest(value)));
  handle(CHANNELS.openExternal, (value) => openOutside(electron, readText(value)));
  handle(CHANNELS.secureStorage, () => secrets.state());
  handle(CHANNELS.backendState, () => backend.state);
  electron.ipcMain.on(CHANNELS.port, (event) => {
    if (isTrustedSender(event.senderFrame)) backend.connect(event.sender);
  });
}
