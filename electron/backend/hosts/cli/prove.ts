import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DAY, TIMEFRAMES, timeframeMs } from '../../../../shared/base/time';
import { unknownInstrument } from '../../../../shared/features/market/unknownInstrument';
import type { Finding, ProofRow, ProofState } from '../../../../shared/features/register/proof';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { knownInstrument } from '../../engine/catalogue';
import { createScorer } from '../../engine/scorer';
import { modelById, readArtifact } from '../../features/models/store';
import { Calendars } from '../../features/register/proof/calendars';
import { kernelsOf, recordedFrom } from '../../features/register/proof/kernelState';
import { differenceOf } from '../../features/register/proof/proofStore';
import { dayText } from '../../features/register/proof/proofs';
import { proveDay } from '../../features/register/proof/proveDay';
import { defaultDataDir } from '../../store/dataDir';
import { openStoreForReading } from '../../store/open';
import { StoreRefusal } from '../../store/refusal';
import { storeSentence } from '../../store/sentences';
import type { ReadStore } from '../../store/store';
import { languageOf } from '../refused';
import type { Terminal } from './terminal';

const USAGE = `prove [--data-dir DIR] [--day YYYY-MM-DD]
  Computes the sealed signals of a UTC day again from the stored candles and compares them, beside a running console or without
  one; yesterday unless told otherwise. Nothing is written.
  Exit code 0: equal, repaired candles listed. 1: the first difference is named. 2: there is nothing that can be proven.
`;

const OPTIONS = { 'data-dir': { type: 'string' }, day: { type: 'string' }, help: { type: 'boolean' } } as const;

/** `prove`: the nightly proof in the terminal. */
export async function proveCommand(
  args: readonly string[],
  terminal: Terminal,
  strategies: readonly Strategy[],
): Promise<number> {
  const values = parsed(args);
  const refuse = (line: string) => {
    terminal.problem(`prove: ${line}`);
    return 2;
  };
  if (typeof values === 'string') return refuse(values);
  if (values.help === true) {
    await terminal.out(USAGE);
    return 0;
  }
  const day = values.day ?? dayText(terminal.now() - DAY);
  if (!isDay(day)) return refuse('--day takes a day of the calendar as YYYY-MM-DD');
  const base = terminal.env.INIT_CWD ?? process.cwd();
  const dataDir = values['data-dir'] === undefined ? defaultDataDir(terminal.env) : resolve(base, values['data-dir']);
  let store: ReadStore;
  try {
    store = openStoreForReading({ dataDir });
  } catch (error) {
    if (error instanceof StoreRefusal) return refuse(storeSentence(error, languageOf(terminal.env)));
    throw error;
  }
  try {
    const states = await proveAll(store, day, terminal, strategies);
    if (states.length === 0) return refuse(`nothing was put on record on ${day}`);
    if (states.includes('different')) return 1;
    return states.includes('unprovable') || states.includes('model-missing') ? 2 : 0;
  } finally {
    store.close();
  }
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  // A day behind the end of its month is read as one of the next month.
  return !Number.isNaN(at) && dayText(at) === text;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function proveAll(
  store: ReadStore,
  day: string,
  terminal: Terminal,
  strategies: readonly Strategy[],
): Promise<ProofState[]> {
  const { read, series } = store;
  const states: ProofState[] = [];
  const from = Date.parse(`${day}T00:00:00Z`);
  const scorerFor = (model: string) =>
    modelById(read, read.db, model) === undefined ? null : createScorer(readArtifact(read, model));
  const calendars = new Calendars(read);
  for (const { source, instrument, lastTs, baseStep, timeframes } of kernelsOf(read)) {
    const baseTimeframe = TIMEFRAMES.find((one) => timeframeMs(one) === baseStep);
    if (baseTimeframe === undefined || lastTs < from) continue;
    // A day from before the record is not equal: nobody sealed anything on it.
    if ((recordedFrom(read, source) ?? Number.POSITIVE_INFINITY) >= from + DAY) continue;
    const common = { source, baseTimeframe, timeframes, strategies, calendars, read, series, now: () => terminal.now() };
    const setup = { ...common, ruleSetFor: (one: Parameters<typeof ruleSetFor>[0]) => ruleSetFor(one), scorerFor };
    const row = await proveDay(setup, knownInstrument(instrument) ?? unknownInstrument(instrument), day, lastTs);
    await terminal.out(lineOf(source, row));
    states.push(row.state);
  }
  return states;
}

function lineOf(source: string, { instrument, day, state, signals, digest, until, findings, repaired }: ProofRow): string {
  const lines = [
    `${source} ${instrument} ${day}: ${state}, ${signals} signals, until ${new Date(until).toISOString()}, digest ${digest}`,
  ];
  const [first, second] = findings;
  if (first !== undefined) lines.push(`  ${sentenceOf(first)}`);
  // A broken seal says that something was changed, the field behind it says what.
  if (first?.kind === 'seal' && second?.signalId === first.signalId) lines.push(`  ${sentenceOf(second)}`);
  if (repaired.count > 0) {
    lines.push(
      `  ${repaired.count} candles repaired since, from ${repaired.first.map((ts) => new Date(ts).toISOString()).join(' ')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function sentenceOf(one: Finding): string {
  if (one.kind === 'seal') return `seal ${one.signalId} its content does not give its hash`;
  return `${one.kind} ${one.signalId ?? ''} ${differenceOf(one)}`;
}
