import type { Backend } from './backendProcess';
import type { ElectronApi } from './electronApi';

/** Tells the backend of sleep and waking: sockets that were open before are dead though nothing has said so yet. */
export function followPower({ powerMonitor }: Pick<ElectronApi, 'powerMonitor'>, backend: Backend): void {
  powerMonitor.on('suspend', () => backend.tell({ type: 'suspend' }));
  powerMonitor.on('resume', () => backend.tell({ type: 'resume' }));
}
