import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { dataSource } from '../market/instrument';
import { email, language, me, operator, operatorEvent, operatorName, password, rights } from './operator';

export const sessionRow = z.object({
  id: z.string(),
  createdAt: z.int(),
  expiresAt: z.int(),
  lastSeenAt: z.int(),
  current: z.boolean(),
  label: z.string(),
});

/** A code of the second factor (six digits) or a recovery code. */
const code = z.string().trim().min(6).max(40);
const reason = z.string().trim().min(5).max(1000);
const one = z.object({ id: z.string() });
/** After wrong answers each further one has to wait, twice as long each time. */
const wait = { TOO_MANY: { data: z.object({ waitMs: z.int() }) } };
const onOperator = { UNKNOWN_OPERATOR: {}, LAST_OWNER: {}, NOT_SELF: {} };

export const accessContract = {
  /** Who the caller is and what runs behind the screen; re-read after every reconnect, sign-in and lock. */
  hello: query('session:open').output(
    z.object({
      version: z.string(),
      /** `setup`: nobody exists yet; `enrol`: signed in, and a second factor must be set up before anything else. */
      state: z.enum(['setup', 'signed-out', 'locked', 'enrol', 'signed-in']),
      operator: me.nullable(),
      permissions: z.array(z.string()),
      /** Until when acts that ask for the second factor again may be done without; 0 when not. */
      steppedUpUntil: z.int(),
      idleLockMinutes: z.int(),
      source: dataSource,
      startedAt: z.int(),
      /** Changes with every start of the backend, so that a screen knows its cached figures are from before. */
      backendId: z.string(),
      host: z.enum(['desktop', 'web']),
    }),
  ),
  /** Tells that who sits here, or what they may do, has changed: read `hello` again. */
  helloChanges: stream('session:open').output(eventIterator(z.object({ sequence: z.int() }))),
  /** The very first start: makes the owner. */
  setUp: command('session:open', { secrets: ['password'] })
    .input(z.object({ name: operatorName, email, password, language, timeZone: z.string().max(60) }))
    .output(z.object({}))
    .errors({ ALREADY_SET_UP: {}, WEAK_PASSWORD: {} }),
  signIn: command('session:open', { secrets: ['password', 'code'] })
    .input(z.object({ email: z.string().max(200), password: z.string().max(200), code: code.optional() }))
    .output(z.object({}))
    .errors({ WRONG_CREDENTIALS: {}, CODE_REQUIRED: {}, WRONG_CODE: {}, DISABLED: {}, ...wait }),
  signOut: command('session:open').output(z.object({})),
  lock: command('session:use').output(z.object({})),
  unlock: command('session:open', { secrets: ['password'] })
    .input(z.object({ password: z.string().max(200) }))
    .output(z.object({}))
    .errors({ WRONG_CREDENTIALS: {}, NOT_LOCKED: {}, ...wait }),
  /** Gives the second factor again, for acts that ask for it; counts for five minutes. */
  stepUp: command('session:use', { secrets: ['code'] })
    .input(z.object({ code }))
    .output(z.object({ until: z.int() }))
    .errors({ NOT_SIGNED_IN: {}, WRONG_CODE: {}, NO_SECOND_FACTOR: {}, ...wait }),
  /** An invited person sets a password and is signed in. */
  acceptInvitation: command('session:open', { secrets: ['password', 'code'] })
    .input(
      z.object({ code: z.string().trim().min(8).max(60), name: operatorName, password, language, timeZone: z.string().max(60) }),
    )
    .output(z.object({}))
    .errors({ UNKNOWN_INVITATION: {}, EXPIRED_INVITATION: {}, WEAK_PASSWORD: {}, ...wait }),
  /** Begins a second factor: the secret for the authenticator, not in force until confirmed. */
  beginSecondFactor: command('session:open')
    .output(z.object({ secret: z.string(), uri: z.string() }))
    .errors({ NOT_SIGNED_IN: {}, STEP_UP: {} }),
  confirmSecondFactor: command('session:open', { secrets: ['code'] })
    .input(z.object({ code }))
    .output(z.object({ recoveryCodes: z.array(z.string()) }))
    .errors({ NOT_SIGNED_IN: {}, WRONG_CODE: {}, NOT_BEGUN: {}, ...wait }),
  newRecoveryCodes: command('session:use', { stepUp: true })
    .output(z.object({ recoveryCodes: z.array(z.string()) }))
    .errors({ NOT_SIGNED_IN: {} }),
  updateProfile: command('session:use')
    .input(z.object({ name: operatorName, language, timeZone: z.string().max(60) }).partial())
    .output(me)
    .errors({ NOT_SIGNED_IN: {} }),
  changePassword: command('session:use', { secrets: ['current', 'next'] })
    .input(z.object({ current: z.string().max(200), next: password }))
    .output(z.object({}))
    .errors({ NOT_SIGNED_IN: {}, WRONG_CREDENTIALS: {}, WEAK_PASSWORD: {}, ...wait }),

  /** The caller's own devices. */
  sessions: query('session:use').output(z.object({ sessions: z.array(sessionRow) })),
  revokeSession: command('session:use').input(one).output(z.object({})).errors({ UNKNOWN_SESSION: {} }),
  /** Everywhere but here. */
  revokeOtherSessions: command('session:use').output(z.object({ ended: z.int() })),
  /** A one-time token for a window of the same browser; it lives 60 s and buys its own session of the same operator. */
  windowToken: command('session:use')
    .output(z.object({ token: z.string() }))
    .errors({ NOT_WEB: {} }),

  operators: query('access:read').output(z.object({ rows: z.array(operator) })),
  operator: query('access:read')
    .input(one)
    .output(
      z.object({
        operator,
        permissions: z.array(z.string()),
        sessions: z.array(sessionRow),
        /** Newest first. */
        events: z.array(operatorEvent),
      }),
    )
    .errors({ UNKNOWN_OPERATOR: {} }),
  invite: command('access:manage', { stepUp: true })
    .input(rights.extend({ name: operatorName, email, language, timeZone: z.string().max(60), team: z.string().trim().max(60) }))
    .output(z.object({ id: z.string(), code: z.string(), expiresAt: z.int() }))
    .errors({ EMAIL_TAKEN: {} }),
  renewInvitation: command('access:manage', { stepUp: true })
    .input(one)
    .output(z.object({ code: z.string(), expiresAt: z.int() }))
    .errors({ UNKNOWN_OPERATOR: {}, NOT_INVITED: {} }),
  changeRights: command('access:manage', { stepUp: true })
    .input(rights.extend({ id: z.string(), team: z.string().trim().max(60), reason }))
    .output(operator)
    .errors(onOperator),
  /** Ends every session of theirs at once. */
  disable: command('access:manage', { stepUp: true }).input(one.extend({ reason })).output(operator).errors(onOperator),
  enable: command('access:manage', { stepUp: true }).input(one.extend({ reason })).output(operator).errors(onOperator),
  archive: command('access:manage', { stepUp: true })
    .input(one.extend({ reason }))
    .output(operator)
    .errors({ ...onOperator, NOT_DISABLED: {} }),
  cutSessions: command('access:manage', { stepUp: true })
    .input(one)
    .output(z.object({ ended: z.int() }))
    .errors({ UNKNOWN_OPERATOR: {} }),
  /** For who has lost the device: a new one must be enrolled at the next sign-in. */
  resetSecondFactor: command('access:manage', { stepUp: true }).input(one.extend({ reason })).output(operator).errors(onOperator),
};
