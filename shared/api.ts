import { accessContract } from './features/access/contract';
import { approvalsContract } from './features/approvals/contract';
import { auditContract } from './features/audit/contract';
import { backtestsContract } from './features/backtests/contract';
import { backupsContract } from './features/backups/contract';
import { connectionsContract } from './features/connections/contract';
import { directoryContract } from './features/directory/contract';
import { marketContract } from './features/market/contract';
import { modelsContract } from './features/models/contract';
import { monitoringContract } from './features/monitoring/contract';
import { notificationsContract } from './features/notifications/contract';
import { peopleContract } from './features/people/contract';
import { qualityContract } from './features/quality/contract';
import { registerContract } from './features/register/contract';
import { reportsContract } from './features/reports/contract';
import { reviewsContract } from './features/reviews/contract';
import { settingsContract } from './features/settings/contract';
import { signalsContract } from './features/signals/contract';
import { sopContract } from './features/sop/contract';

/** The whole program in one list: everything a screen, a script or a test can ask of the backend. */
export const api = {
  access: accessContract,
  approvals: approvalsContract,
  audit: auditContract,
  backtests: backtestsContract,
  backups: backupsContract,
  connections: connectionsContract,
  directory: directoryContract,
  market: marketContract,
  models: modelsContract,
  monitoring: monitoringContract,
  notifications: notificationsContract,
  people: peopleContract,
  quality: qualityContract,
  reports: reportsContract,
  reviews: reviewsContract,
  register: registerContract,
  settings: settingsContract,
  signals: signalsContract,
  sop: sopContract,
};
export type Api = typeof api;
