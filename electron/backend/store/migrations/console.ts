import { audit } from './console/0010-audit';
import { facts } from './console/0020-facts';
import { signals } from './console/0030-signals';
import { desk } from './console/0040-desk';
import { payloads } from './console/0050-payloads';
import { directory } from './console/0060-directory';
import { access } from './console/0070-access';
import { approvals } from './console/0080-approvals';
import { people } from './console/0090-people';
import { backups } from './console/0100-backups';
import { sop } from './console/0110-sop';
import { holds } from './console/0120-holds';
import { models } from './console/0130-models';
import { quality } from './console/0140-quality';
import { reviews } from './console/0150-reviews';
import { register } from './console/0160-register';
import { backtests } from './console/0170-backtests';
import { sopParsed } from './console/0180-sop-parsed';
import { connections } from './console/0190-connections';
import type { Migration } from './migration';

export const CONSOLE_MIGRATIONS: readonly Migration[] = [
  audit,
  facts,
  signals,
  desk,
  payloads,
  directory,
  access,
  approvals,
  people,
  backups,
  sop,
  holds,
  models,
  quality,
  reviews,
  register,
  backtests,
  sopParsed,
  connections,
];
