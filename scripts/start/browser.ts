import { spawn } from 'node:child_process';

const ADDRESS = /^Sirrius Console: (http:\/\/127\.0\.0\.1:\d+\/\S*)$/;

/** Passes text on line by line and tells once, when the host says where it serves. */
export function addressWatcher(tell: (address: string) => void): (chunk: string) => void {
  let rest: string | null = '';
  return (chunk) => {
    if (rest === null) return;
    const lines: string[] = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const address = ADDRESS.exec(line.trimEnd())?.[1];
      if (address === undefined) continue;
      rest = null;
      tell(address);
      return;
    }
  };
}

/** The command with which this system opens an address in the operator's browser. */
export function browserCommand(platform: NodeJS.Platform, address: string): readonly [program: string, ...args: string[]] {
  if (platform === 'darwin') return ['open', address];
  // `start` is a word of cmd.exe; its first quoted argument would be a window title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', address];
  return ['xdg-open', address];
}

/** Opens the browser beside us. When there is none the printed address is what the operator uses. */
export function openBrowser(address: string, say: (text: string) => void): void {
  const [program, ...args] = browserCommand(process.platform, address);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.once('error', () => say('No browser could be opened: open the address above in yours.'));
  child.unref();
}
