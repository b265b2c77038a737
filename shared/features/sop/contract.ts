import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { fileBlob } from '../../base/blobSchema';
import { command, query, stream } from '../../base/contract';
import { uuid } from '../../base/ids';
import { draft, insight, problem, procedureDetail, procedureRow } from './library';
import { procedureId } from './procedure';
import { dueRow, evidenceRow, person, runDetail, runRow, runState, stepStatus } from './run';
import { WEEKDAYS } from './schedule';
import { slug } from './text';

const reason = z.string().trim().min(5).max(1000);
const one = z.object({ id: uuid });
/** A change of one step, with the revision that the operator has before them. */
const at = z.object({ run: uuid, step: slug, revision: z.int() });

const runRefusals = {
  UNKNOWN_RUN: {},
  RUN_CLOSED: { data: z.object({ state: runState }) },
  /** The right roles, or the tier, are missing. */
  NOT_YOURS: { data: z.object({ roles: z.array(z.string()), tier: z.int().nullable() }) },
};
const stepRefusals = {
  ...runRefusals,
  UNKNOWN_STEP: {},
  WRONG_KIND: {},
  /** Somebody was faster; who, and what the step is now. */
  STALE: { data: z.object({ by: person.nullable(), state: z.string(), revision: z.int() }) },
  /** A step or phase before it that must be settled first. */
  BLOCKED: { data: z.object({ by: slug }) },
  PAUSED: {},
  EVIDENCE_MISSING: {},
  FIELDS_WRONG: {
    data: z.object({
      fields: z.array(
        z.object({
          id: slug,
          problem: z.enum([
            'missing',
            'not-a-number',
            'too-small',
            'too-large',
            'pattern',
            'not-an-option',
            'not-a-date',
            'not-a-link',
          ]),
        }),
      ),
    }),
  },
  REASON_MISSING: {},
};

export const runFilter = z.object({
  procedures: z.array(procedureId).optional(),
  operators: z.array(z.string()).optional(),
  states: z.array(runState).optional(),
  from: z.int().optional(),
  to: z.int().optional(),
  text: z.string().max(100).optional(),
});
export type RunFilter = z.infer<typeof runFilter>;

export const sopContract = {
  /** What is due: overdue first, then in order of time. `me` = my roles or my runs; `team` = my team's; past ones of the day last. */
  today: query('sop:read')
    .input(z.object({ scope: z.enum(['me', 'team', 'all']), limit: z.int().min(1).max(500).default(200) }))
    .output(
      z.object({
        now: z.int(),
        rows: z.array(dueRow),
        total: z.int(),
        overdue: z.int(),
        next: z.object({ at: z.int(), title: z.string(), key: z.string() }).nullable(),
      }),
    ),
  /** Says that something due or running has changed. */
  changes: stream('sop:read').output(eventIterator(z.object({ run: uuid.nullable(), sequence: z.int() }))),
  start: command('sop:run')
    .input(
      z.object({
        procedure: procedureId,
        schedule: slug.optional(),
        dueAt: z.int().optional(),
        subject: z.string().trim().min(1).max(200).optional(),
        parent: uuid.optional(),
      }),
    )
    .output(z.object({ run: uuid }))
    .errors({
      UNKNOWN_PROCEDURE: {},
      UNKNOWN_SCHEDULE: {},
      ALREADY_STARTED: { data: z.object({ run: uuid }) },
      NOT_YOURS: runRefusals.NOT_YOURS,
      OUTSIDE_WINDOW: { data: z.object({ opensAt: z.int() }) },
      ALREADY_MISSED: {},
    }),
  /** Why an occurrence was missed; the record of the miss stays. */
  explainMiss: command('sop:run')
    .input(z.object({ key: z.string(), reason }))
    .output(z.object({}))
    .errors({ UNKNOWN_OCCURRENCE: {}, NOT_YOURS: runRefusals.NOT_YOURS }),
  run: query('sop:read').input(one).output(runDetail).errors({ UNKNOWN_RUN: {} }),
  /** Lives as long as the run is on somebody's screen: tells its changes, and who else is there on which step. */
  watchRun: stream('sop:read')
    .input(z.object({ id: uuid }))
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('changed'), sequence: z.int(), step: stepStatus.nullable() }),
          z.object({ kind: z.literal('present'), who: z.array(person.extend({ step: slug.nullable() })) }),
        ]),
      ),
    ),
  /** Which step the operator looks at, for the others' screens. Kept in memory only. */
  lookAt: query('sop:read')
    .input(z.object({ run: uuid, step: slug.nullable() }))
    .output(z.object({})),
  complete: command('sop:run')
    .input(
      at.extend({
        values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
        attest: z.boolean().default(false),
        note: z.string().trim().max(2000).optional(),
      }),
    )
    .output(stepStatus)
    .errors(stepRefusals),
  decide: command('sop:run')
    .input(at.extend({ option: slug, reason: z.string().trim().max(1000).optional() }))
    .output(stepStatus)
    .errors({ ...stepRefusals, UNKNOWN_OPTION: {} }),
  /** The console proves it; a fail leaves the step open, or failed where its procedure says stop. */
  check: command('sop:run').input(at).output(stepStatus).errors(stepRefusals),
  /** Does what the step does: one call. */
  act: command('sop:run')
    .input(at.extend({ subject: z.string().max(200).optional(), text: z.string().trim().max(2000).optional() }))
    .output(stepStatus)
    .errors({ ...stepRefusals, ACT_FAILED: { data: z.object({ code: z.string() }) }, APPROVAL_MISSING: {} }),
  requestApproval: command('sop:run')
    .input(at.extend({ note: z.string().trim().max(1000).optional() }))
    .output(stepStatus)
    .errors(stepRefusals),
  skip: command('sop:run').input(at.extend({ reason })).output(stepStatus).errors(stepRefusals),
  notApplicable: command('sop:run')
    .input(at.extend({ reason }))
    .output(stepStatus)
    .errors({ ...stepRefusals, NOT_OPTIONAL: {} }),
  fail: command('sop:run').input(at.extend({ reason })).output(stepStatus).errors(stepRefusals),
  /** Opens a settled step again; what it held stays in the events. */
  reopen: command('sop:run')
    .input(at.extend({ reason: z.string().trim().max(1000).optional() }))
    .output(stepStatus)
    .errors(stepRefusals),
  assign: command('sop:run')
    .input(at.extend({ operator: z.string().nullable() }))
    .output(stepStatus)
    .errors({ ...stepRefusals, UNKNOWN_OPERATOR: {} }),
  note: command('sop:run')
    .input(z.object({ run: uuid, step: slug.nullable(), text: z.string().trim().min(1).max(2000) }))
    .output(z.object({}))
    .errors({ UNKNOWN_RUN: {}, UNKNOWN_STEP: {} }),
  addEvidence: command('sop:run')
    .input(
      z
        .object({ run: uuid, step: slug })
        .and(
          z.discriminatedUnion('kind', [
            z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(20_000) }),
            z.object({ kind: z.literal('link'), link: z.string().max(2000) }),
            z.object({ kind: z.enum(['file', 'screenshot']), name: z.string().min(1).max(255), file: fileBlob }),
          ]),
        ),
    )
    .output(evidenceRow)
    .errors({
      ...runRefusals,
      UNKNOWN_STEP: {},
      TOO_LARGE: { data: z.object({ maxBytes: z.int() }) },
      TYPE_REFUSED: { data: z.object({ found: z.string() }) },
      NAME_REFUSED: {},
      NOT_A_LINK: {},
      DISK_FULL: {},
    }),
  withdrawEvidence: command('sop:run')
    .input(z.object({ run: uuid, evidence: uuid, reason }))
    .output(evidenceRow)
    .errors({ ...runRefusals, UNKNOWN_EVIDENCE: {} }),
  evidence: query('sop:read')
    .input(one)
    .output(z.object({ row: evidenceRow, file: fileBlob }))
    .errors({ UNKNOWN_EVIDENCE: {}, DAMAGED: {} }),
  pause: command('sop:run').input(one.extend({ reason })).output(z.object({})).errors(runRefusals),
  resume: command('sop:run').input(one).output(z.object({})).errors(runRefusals),
  handOver: command('sop:run')
    .input(one.extend({ to: z.string(), note: z.string().trim().min(5).max(2000) }))
    .output(z.object({}))
    .errors({ ...runRefusals, UNKNOWN_OPERATOR: {} }),
  rollBack: command('sop:run')
    .input(one.extend({ reason }))
    .output(z.object({}))
    .errors({ ...runRefusals, NO_ROLLBACK: {} }),
  finish: command('sop:run')
    .input(one.extend({ lateReason: z.string().trim().max(1000).optional() }))
    .output(z.object({}))
    .errors({ ...runRefusals, STEPS_OPEN: { data: z.object({ steps: z.array(slug) }) }, REASON_MISSING: {} }),
  abort: command('sop:run').input(one.extend({ reason })).output(z.object({})).errors(runRefusals),
  /** One ZIP that can be checked without the console. */
  pack: query('sop:read')
    .input(one)
    .output(z.object({ name: z.string(), file: fileBlob }))
    .errors({ UNKNOWN_RUN: {} }),
  /** The same as one page to print. */
  printable: query('sop:read')
    .input(one.extend({ language: z.enum(['fr', 'en']) }))
    .output(z.object({ name: z.string(), html: z.string() }))
    .errors({ UNKNOWN_RUN: {} }),
  runs: query('sop:read')
    .input(z.object({ filter: runFilter, cursor: z.string().nullable(), limit: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(runRow), next: z.string().nullable(), total: z.int() })),
  exportRuns: query('sop:read')
    .input(z.object({ filter: runFilter }))
    .output(z.object({ name: z.string(), csv: z.string() })),
  insight: query('sop:read')
    .input(z.object({ procedure: procedureId.optional(), from: z.int(), to: z.int() }))
    .output(z.object({ rows: z.array(insight) })),
  people: query('sop:read').output(z.object({ people: z.array(person.extend({ roles: z.array(z.string()) })) })),

  procedures: query('sop:read').output(z.object({ rows: z.array(procedureRow) })),
  procedure: query('sop:read')
    .input(z.object({ id: procedureId, version: z.int().optional() }))
    .output(procedureDetail)
    .errors({ UNKNOWN_PROCEDURE: {} }),
  /** What is wrong with a text, as one types. */
  validate: query('sop:edit')
    .input(z.object({ yaml: z.string().max(500_000) }))
    .output(z.object({ problems: z.array(problem) })),
  saveDraft: command('sop:edit')
    .input(z.object({ id: procedureId, yaml: z.string().max(500_000), basedOn: z.int(), revision: z.int() }))
    .output(draft)
    .errors({ STALE_DRAFT: { data: z.object({ by: person, revision: z.int() }) }, WRONG_ID: {}, IN_REVIEW: {} }),
  discardDraft: command('sop:edit')
    .input(z.object({ id: procedureId }))
    .output(z.object({}))
    .errors({ UNKNOWN_DRAFT: {} }),
  /** Asks for the second pair of eyes; an approval of exactly this text publishes it. */
  submitDraft: command('sop:edit')
    .input(z.object({ id: procedureId, revision: z.int(), note: z.string().trim().min(5).max(1000) }))
    .output(draft)
    .errors({
      UNKNOWN_DRAFT: {},
      STALE_DRAFT: { data: z.object({ by: person, revision: z.int() }) },
      NOT_VALID: { data: z.object({ problems: z.array(problem) }) },
      OUTDATED: { data: z.object({ version: z.int() }) },
      IN_REVIEW: {},
    }),
  publishDraft: command('sop:publish', { stepUp: true })
    .input(z.object({ id: procedureId, approval: uuid }))
    .output(z.object({ version: z.int() }))
    .errors({
      UNKNOWN_DRAFT: {},
      APPROVAL_MISSING: {},
      APPROVAL_DIFFERS: {},
      OUTDATED: { data: z.object({ version: z.int() }) },
    }),
  confirmReview: command('sop:edit')
    .input(z.object({ id: procedureId, note: z.string().trim().min(5).max(1000) }))
    .output(z.object({}))
    .errors({ UNKNOWN_PROCEDURE: {} }),
  setOffDays: command('sop:edit')
    .input(z.object({ id: procedureId, schedule: slug, days: z.array(z.enum(WEEKDAYS)) }))
    .output(z.object({}))
    .errors({ UNKNOWN_PROCEDURE: {}, UNKNOWN_SCHEDULE: {}, NO_DAYS: {} }),
};
