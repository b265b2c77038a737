import { createLog, type Log } from '../kit/log';

/** Beside the data. A folder that cannot be written is the store's to refuse, with its sentence. */
export function openLog(path: string): Log {
  try {
    return createLog({ file: path });
  } catch {
    return createLog({ level: 'silent' });
  }
}
