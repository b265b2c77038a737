import type { Runtime } from './electronRuntime.ts';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Numeric user id; undefined where the system has none (Windows). */
  readonly userId: number | undefined;
}

export type Desktop = { readonly possible: true; readonly program: string } | { readonly possible: false; readonly why: string };

/** Whether windows can be shown: macOS and Windows always have a desktop, elsewhere X11 or Wayland must be announced. */
export function hasDisplay({ platform, env }: Pick<Machine, 'platform' | 'env'>): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** Whether the desktop app can open here, fetching Electron's runtime if need be, or the reason why not. */
export async function findDesktop(machine: Machine, runtime: () => Promise<Runtime>): Promise<Desktop> {
  if (!hasDisplay(machine)) return { possible: false, why: 'this machine has no display' };
  if (machine.platform === 'linux' && machine.userId === 0) {
    return { possible: false, why: "the desktop app's sandbox does not run as root" };
  }
  const found = await runtime();
  return found.found ? { possible: true, program: found.program } : { possible: false, why: found.why };
}
