import { z } from 'zod';
import { dayOf } from '../../../../shared/base/zonedDay';
import type { CaseDetail, CaseRow, peopleContract, RegisterLine } from '../../../../shared/features/people/contract';
import { dayFrom } from '../../../../shared/features/people/quarter';
import { USUAL_LINES } from '../../../../shared/features/people/usualLines';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Payloads } from '../../store/payloads';
import { Refusal } from '../../store/refusal';
import type { Reader, Reads, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { type NewLine, nameOf, type RegisterEntry, type ReviewedOperators } from './ports';
import {
  caseById,
  type Db,
  dbOf,
  endCase,
  insertCase,
  insertLine,
  lineById,
  linesOf,
  listCases,
  markLine,
  openCaseOf,
  type StoredCase,
  type StoredLine,
} from './store';

export interface CasesOptions {
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly payloads: Payloads;
  readonly operators: ReviewedOperators;
  readonly timeZone: () => string;
  readonly language: () => 'fr' | 'en';
}

type Part = Pick<
  Handlers<typeof peopleContract>,
  'cases' | 'case' | 'openCase' | 'addLine' | 'proveLine' | 'reopenLine' | 'closeCase'
>;

const STATES = { open: ['open'], over: ['closed', 'cancelled'], all: ['open', 'closed', 'cancelled'] } as const;
const personal = z.object({ name: z.string(), notes: z.string() });

export function caseHandlers(options: CasesOptions): Part {
  const { read } = options;
  const at = (): At => ({ reads: read, db: read.db, today: today(options) });
  return {
    cases: {
      query: ({ state, limit }) => {
        const rows = rowsOf(options, at(), listCases(read, read.db, STATES[state], limit));
        const open = state === 'open' ? rows : rowsOf(options, at(), listCases(read, read.db, STATES.open, 500));
        return { rows, open: open.length, overdue: open.filter(({ overdue }) => overdue > 0).length };
      },
    },
    case: { query: ({ id }) => detailOf(options, at(), id) },
    openCase: {
      command: ({ usual, notes, name, ...given }) => {
        return (tx) => {
          if (given.operatorId !== null && openCaseOf(tx, dbOf(tx), given.operatorId, given.kind) !== undefined)
            throw new Refusal('ALREADY_OPEN');
          const id = open(options, tx, given, { name, notes });
          if (usual) addUsual(options, tx, id, given.kind, given.day);
          return detailOf(options, inside(options, tx), id);
        };
      },
    },
    addLine: {
      command: ({ caseId, ...line }) => {
        return (tx) => {
          openCase(tx, caseId);
          add(options, tx, caseId, { ...line, proof: null });
          return detailOf(options, inside(options, tx), caseId);
        };
      },
    },
    proveLine: {
      command: ({ id, proof, day }) => {
        return (tx) => {
          const { line, found } = openLine(tx, id);
          if (line.doneAt !== null) throw new Refusal('ALREADY_DONE');
          if (day > today(options)) throw new Refusal('FUTURE_DAY');
          prove(options, tx, found, id, { day, proof });
          return detailOf(options, inside(options, tx), found.id);
        };
      },
    },
    reopenLine: {
      command: ({ id, reason }) => {
        return (tx) => {
          const { line, found } = openLine(tx, id);
          if (line.doneAt === null) throw new Refusal('NOT_DONE');
          markLine(tx, id, null);
          tx.fact('people.line-reopened', id, {
            case: found.id,
            reason: options.payloads.put(tx, found.person, 'reason', reason),
          });
          return detailOf(options, inside(options, tx), found.id);
        };
      },
    },
    closeCase: {
      command: ({ id, cancel, reason }) => {
        return (tx) => {
          openCase(tx, id);
          const missing = linesOf(tx, dbOf(tx), [id]).filter(({ doneAt }) => doneAt === null).length;
          if (!cancel && missing > 0) throw new Refusal('LINES_OPEN', { open: missing });
          endCase(tx, id, cancel ? 'cancelled' : 'closed', reason);
          tx.fact('people.case-ended', id, { state: cancel ? 'cancelled' : 'closed' });
          return detailOf(options, inside(options, tx), id);
        };
      },
    },
  };
}

/** A procedure's act: the same as by hand, in its own transaction. */
export function addEntry(options: CasesOptions, tx: Tx, { target, line }: RegisterEntry): { caseId: string; lineId: string } {
  if ('caseId' in target) {
    openCase(tx, target.caseId);
    return { caseId: target.caseId, lineId: add(options, tx, target.caseId, line) };
  }
  const known = target.operatorId === null ? undefined : openCaseOf(tx, dbOf(tx), target.operatorId, target.kind);
  const { name, ...given } = target;
  const caseId = known?.id ?? open(options, tx, given, { name, notes: '' });
  return { caseId, lineId: add(options, tx, caseId, line) };
}

const today = ({ clock, timeZone }: CasesOptions): string => dayOf(clock.now(), timeZone());

interface At {
  readonly reads: Reads;
  readonly db: Db;
  readonly today: string;
}

const inside = (options: CasesOptions, tx: Tx): At => ({ reads: tx, db: dbOf(tx), today: today(options) });

function openCase(tx: Tx, id: string): StoredCase {
  tx.subject(id);
  const found = caseById(tx, dbOf(tx), id);
  if (found === undefined) throw new Refusal('UNKNOWN_CASE');
  if (found.state !== 'open') throw new Refusal('CASE_OVER');
  return found;
}

function openLine(tx: Tx, id: string): { line: StoredLine; found: StoredCase } {
  const line = lineById(tx, dbOf(tx), id);
  if (line === undefined) throw new Refusal('UNKNOWN_LINE');
  return { line, found: openCase(tx, line.caseId) };
}

function open(
  { ids, payloads }: CasesOptions,
  tx: Tx,
  given: Pick<StoredCase, 'kind' | 'operatorId' | 'day'>,
  values: z.output<typeof personal>,
): string {
  const id = ids();
  // Somebody without an account has a key of the case's own.
  const person = given.operatorId ?? id;
  insertCase(tx, { ...given, id, person, payload: payloads.put(tx, person, 'person', values) });
  tx.subject(id);
  tx.fact('people.case-opened', id, { kind: given.kind, operator: given.operatorId, day: given.day });
  return id;
}

function addUsual(options: CasesOptions, tx: Tx, id: string, kind: StoredCase['kind'], day: string): void {
  for (const { kind: lineKind, label, offset } of USUAL_LINES[kind])
    add(options, tx, id, { kind: lineKind, label: label[options.language()], dueDay: dayFrom(day, offset), proof: null });
}

function add(options: CasesOptions, tx: Tx, caseId: string, { proof, ...line }: NewLine): string {
  const id = options.ids();
  insertLine(tx, { ...line, id, caseId });
  const found = caseById(tx, dbOf(tx), caseId);
  if (proof !== null && found !== undefined) prove(options, tx, found, id, { day: today(options), proof });
  else tx.fact('people.line-added', id, { case: caseId, kind: line.kind });
  return id;
}

function prove(
  options: CasesOptions,
  tx: Tx,
  { id: caseId, person }: StoredCase,
  id: string,
  done: { day: string; proof: string },
) {
  markLine(tx, id, { day: done.day, proof: options.payloads.put(tx, person, 'proof', done.proof) });
  tx.fact('people.line-proven', id, { case: caseId });
}

function rowsOf(options: CasesOptions, at: At, cases: readonly StoredCase[]): CaseRow[] {
  const ids = cases.map(({ id }) => id);
  const lines = Map.groupBy(linesOf(at.reads, at.db, ids), ({ caseId }) => caseId);
  return cases.map((one) => rowOf(options, at, one, lines.get(one.id) ?? []));
}

function rowOf(options: CasesOptions, at: At, stored: StoredCase, lines: readonly StoredLine[]): CaseRow {
  const { id, kind, operatorId, day, state, openedAt, openedBy } = stored;
  return {
    ...{ id, kind, operatorId, day, state, openedAt },
    openedBy: nameOf(options.operators, openedBy),
    name: valuesOf(options, at, stored)?.name ?? null,
    lines: lines.length,
    done: lines.filter(({ doneAt }) => doneAt !== null).length,
    overdue: state === 'open' ? lines.filter((line) => isOverdue(line, at.today)).length : 0,
  };
}

const isOverdue = ({ doneAt, dueDay }: StoredLine, day: string): boolean => doneAt === null && dueDay < day;

function valuesOf({ payloads }: CasesOptions, { reads }: At, stored: StoredCase): z.output<typeof personal> | null {
  const value = payloads.get(reads, stored.payload);
  return value === null ? null : personal.parse(value);
}

function detailOf(options: CasesOptions, at: At, id: string): CaseDetail {
  const stored = caseById(at.reads, at.db, id);
  if (stored === undefined) throw new Refusal('UNKNOWN_CASE');
  const lines = linesOf(at.reads, at.db, [id]);
  const { closing, closedAt, closedBy } = stored;
  return {
    ...rowOf(options, at, stored, lines),
    notes: valuesOf(options, at, stored)?.notes ?? null,
    register: lines.map((line) => lineOf(options, at, stored, line)),
    ...{ closing, closedAt },
    closedBy: closedBy === null ? null : nameOf(options.operators, closedBy),
  };
}

function lineOf(
  { payloads, operators }: CasesOptions,
  { reads, today: day }: At,
  { state }: StoredCase,
  line: StoredLine,
): RegisterLine {
  const { id, kind, label, dueDay, doneAt, doneBy, doneDay } = line;
  const proof = line.proof === null ? null : payloads.get(reads, line.proof);
  return {
    ...{ id, kind, label, dueDay },
    done:
      doneAt === null || doneBy === null || doneDay === null ? null : { by: nameOf(operators, doneBy), at: doneAt, day: doneDay },
    proof: typeof proof === 'string' ? proof : null,
    overdue: state === 'open' && isOverdue(line, day),
  };
}
