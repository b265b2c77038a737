import { z } from 'zod';
import { command, query } from '../../base/contract';
import { dataSource } from '../market/instrument';

export const sessionRow = z.object({
  id: z.string(),
  createdAt: z.int(),
  expiresAt: z.int(),
  lastSeenAt: z.int(),
  current: z.boolean(),
  label: z.string(),
});

export const accessContract = {
  /** Who the caller is and what runs behind the screen; re-read after every reconnect. */
  hello: query('session:use').output(
    z.object({
      version: z.string(),
      operator: z.object({ id: z.string(), name: z.string() }),
      permissions: z.array(z.string()),
      source: dataSource,
      startedAt: z.int(),
      /** Changes with every start of the backend, so that a screen knows its cached figures are from before. */
      backendId: z.string(),
      host: z.enum(['desktop', 'web']),
    }),
  ),
  sessions: query('access:manage').output(z.object({ sessions: z.array(sessionRow) })),
  revokeSession: command('access:manage')
    .input(z.object({ id: z.string() }))
    .output(z.object({}))
    .errors({ UNKNOWN_SESSION: {} }),
  /** A one-time token for a window of the same browser; it lives 60 s and buys its own session. */
  windowToken: command('session:use')
    .output(z.object({ token: z.string() }))
    .errors({ NOT_WEB: {} }),
};
