import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { CONNECTOR_IDS } from './catalogue';

export const connectorId = z.enum(CONNECTOR_IDS);

/** What a call to a vendor came to, in words a person can act on. */
export const connectorProblem = z.enum([
  'UNREACHABLE',
  'REFUSED',
  'RATE_LIMITED',
  'INVALID',
  'VENDOR_DOWN',
  'BAD_ANSWER',
  'MISSING',
]);
export type ConnectorProblem = z.infer<typeof connectorProblem>;

const quota = z.object({ name: z.string(), used: z.number(), limit: z.number(), windowMs: z.int() });

/** How the line to a vendor stands. */
export const lineHealth = z.object({
  lastOkAt: z.int().nullable(),
  fault: z.object({ at: z.int(), problem: connectorProblem, message: z.string() }).nullable(),
  /** Calls that wait for their turn. */
  waiting: z.int(),
  /** Nothing is asked before then, because the vendor said so; null when it may be asked. */
  pausedUntil: z.int().nullable(),
  quotas: z.array(quota),
});
export type LineHealth = z.infer<typeof lineHealth>;

export const connectionTest = z.object({
  at: z.int(),
  problem: connectorProblem.nullable(),
  /** What answered, such as the account's name; or what went wrong, in the vendor's words. */
  message: z.string(),
});
export type ConnectionTest = z.infer<typeof connectionTest>;

const kept = z.enum(['keyring', 'file', 'environment']);

export const connectionRow = z.object({
  id: connectorId,
  /** `missing`: it has not been told everything it needs; `locked`: the system's key ring has to be opened first. */
  state: z.enum(['missing', 'locked', 'untested', 'ready', 'failing']),
  /** Names of the secrets and options that are still needed. */
  missing: z.array(z.string()),
  secrets: z.array(z.object({ name: z.string(), needed: z.boolean(), kept: kept.nullable() })),
  options: z.array(z.object({ name: z.string(), needed: z.boolean(), value: z.string(), fixed: z.boolean() })),
  outward: z.boolean(),
  /** Its effects stop at the console's door and say so. */
  dryRun: z.boolean(),
  test: connectionTest.nullable(),
  line: lineHealth.nullable(),
});
export type ConnectionRow = z.infer<typeof connectionRow>;

const reason = z.string().trim().min(5).max(1000);
const one = z.object({ id: connectorId });

export const connectionsContract = {
  list: query('connections:read').output(z.object({ rows: z.array(connectionRow), place: z.string() })),
  changes: stream('connections:read').output(eventIterator(z.object({ id: connectorId, sequence: z.int() }))),
  /** Options that are named are changed; a secret that is null is forgotten, one that is left out stays. */
  configure: command('connections:manage', { stepUp: true, secrets: ['secrets'] })
    .input(
      one.extend({
        options: z.record(z.string().max(40), z.string().trim().max(2000)),
        secrets: z.record(z.string().max(40), z.string().trim().min(1).max(20_000).nullable()),
      }),
    )
    .output(connectionRow)
    .errors({
      UNKNOWN_OPTION: { data: z.object({ name: z.string() }) },
      FROM_ENVIRONMENT: { data: z.object({ name: z.string() }) },
      KEY_RING_LOCKED: {},
    }),
  /** Asks the vendor for something harmless; what it answered is kept and shown. */
  test: command('connections:manage').input(one).output(connectionRow).errors({ INCOMPLETE: {}, NOT_BUILT: {} }),
  /** Lets the connector's effects out, or holds them back again. */
  setDryRun: command('connections:manage', { stepUp: true })
    .input(one.extend({ dryRun: z.boolean(), reason }))
    .output(connectionRow)
    .errors({ NOT_OUTWARD: {} }),
};
