import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import { AnnouncementCalendar } from '../../../../shared/features/market/announcements/announcementIndex';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { unknownInstrument } from '../../../../shared/features/market/unknownInstrument';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { knownInstrument } from '../../engine/catalogue';
import type { AnnouncementIndex } from '../../engine/port';
import { printCandles } from '../../engine/printCandles';
import { type ReplayLine, replay } from '../../engine/replay';
import { readCalendarFile } from '../../engine/tape/calendarFile';
import { readCandleFile } from '../../engine/tape/candleFile';
import { FileFault } from '../../engine/tape/fileFault';
import type { Tape } from '../../engine/tape/tape';
import { readTradeFile } from '../../engine/tape/tradeFile';
import { sha256Hex } from '../../kit/hash';
import { REPLAY_USAGE, type ReplayArgs, readReplayArgs, UsageFault } from './replayArgs';
import { type ReplayTable, replayTable } from './replayTable';
import type { Terminal } from './terminal';

/** Nothing is written before everything is read, so refusals find an empty stdout. */
interface Prepared {
  readonly args: ReplayArgs;
  readonly tape: Tape;
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly calendar: AnnouncementIndex | null;
}

/** `replay`: a file of candles or trades in, its signals and outcomes out. Exit code 0, or 2 for bad usage or input. */
export async function replayCommand(
  args: readonly string[],
  terminal: Terminal,
  strategies: readonly Strategy[],
): Promise<number> {
  const prepared = prepareOrRefuse(args, terminal);
  if (prepared === 'refused') return 2;
  if (prepared === 'help') {
    await terminal.out(REPLAY_USAGE);
    return 0;
  }
  tellNotes(prepared, terminal);
  const output = new Output(terminal);
  if (prepared.args.print === 'candles') tellCandles(prepared, output);
  else tellSignals(prepared, terminal, strategies, output);
  await output.flush();
  return 0;
}

/** Notes told one by one; of a file full of them the rest is only counted. */
const MOST_NOTES = 20;

function tellNotes({ args, tape }: Prepared, terminal: Terminal): void {
  const notes = tape.notes.toSorted((a, b) => a.line - b.line);
  for (const { line, text } of notes.slice(0, MOST_NOTES))
    terminal.problem(line === 0 ? oneLine(`${args.file}: ${text}`) : located(args.file, line, text));
  const more = notes.length - MOST_NOTES;
  if (more > 0) terminal.problem(oneLine(`${args.file}: ${more} more like these`));
}

function prepareOrRefuse(args: readonly string[], terminal: Terminal): Prepared | 'help' | 'refused' {
  try {
    const read = readReplayArgs(args, terminal.env);
    return read === 'help' ? read : prepare(read, terminal);
  } catch (error) {
    if (error instanceof UsageFault) terminal.problem(`replay: ${oneLine(error.message)}`);
    else if (error instanceof NamedFault) terminal.problem(located(error.file, error.fault.line, error.fault.reason));
    else throw error;
    return 'refused';
  }
}

class NamedFault extends Error {
  constructor(
    readonly file: string,
    readonly fault: FileFault,
  ) {
    super(fault.message);
  }
}

function prepare(args: ReplayArgs, terminal: Terminal): Prepared {
  const tape = inFile(args.file, () => {
    const bytes = bytesOf(args.file, terminal);
    return args.kind === 'candles' ? readCandleFile(bytes) : readTradeFile(bytes);
  });
  const timeframe = args.timeframe ?? defaultTimeframe(tape);
  if (timeframeMs(timeframe) < timeframeMs(tape.baseTimeframe))
    throw new UsageFault(`--timeframe ${timeframe} is shorter than the rows of the file (${tape.baseTimeframe})`);
  const found = knownInstrument(args.instrument) ?? unknownInstrument(args.instrument);
  const instrument = { ...found, hasVolume: found.hasVolume && tape.hasVolume, sparse: found.sparse || args.sparse };
  return { args, tape, instrument, timeframe, calendar: calendarOf(args.calendar, terminal) };
}

function calendarOf(file: string | null, terminal: Terminal): AnnouncementIndex | null {
  if (file === null) return null;
  return inFile(file, () => {
    const bytes = bytesOf(file, terminal);
    return new AnnouncementCalendar(readCalendarFile(bytes), sha256Hex(bytes));
  });
}

function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileFault) throw new NamedFault(file, error);
    throw error;
  }
}

function bytesOf(file: string, terminal: Terminal): Uint8Array {
  try {
    return terminal.read(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    throw new FileFault(0, `the file cannot be read (${code})`);
  }
}

function defaultTimeframe(tape: Tape): Timeframe {
  return timeframeMs(tape.baseTimeframe) > timeframeMs('5m') ? tape.baseTimeframe : '5m';
}

/** The table a person asked for, its header written; null for JSON. */
function tableFor(args: ReplayArgs, instrument: Instrument, output: Output): ReplayTable | null {
  if (args.json) return null;
  const table = replayTable(args.language, instrument, args.print);
  output.line(table.header);
  return table;
}

function tellCandles({ args, tape, instrument, timeframe }: Prepared, output: Output): void {
  const table = tableFor(args, instrument, output);
  printCandles(tape, instrument, timeframe, (line) => output.line(table === null ? JSON.stringify(line) : table.row(line)));
}

function tellSignals(prepared: Prepared, terminal: Terminal, strategies: readonly Strategy[], output: Output): void {
  const { args, tape, instrument, timeframe, calendar } = prepared;
  const table = tableFor(args, instrument, output);
  const write = (line: ReplayLine, text: string) => output.line(table === null ? text : table.row(line));
  const ruleSet = ruleSetFor(instrument, args.require);
  const begun = terminal.now();
  const summary = replay({ tape, instrument, timeframe, ruleSet, calendar, strategies, shadow: args.shadow, write });
  const seconds = Math.max(1, terminal.now() - begun) / 1000;
  const { digest, ...rest } = summary;
  const line = { ...rest, candlesPerSecond: Math.round(tape.candles.ts.length / seconds), digest };
  write(line, JSON.stringify(line));
}

/** Lines gathered into large writes. */
class Output {
  private lines: string[] = [];

  constructor(private readonly terminal: Terminal) {}

  line(text: string): void {
    this.lines.push(text);
  }

  async flush(): Promise<void> {
    for (let from = 0; from < this.lines.length; from += 1000) {
      if (!(await this.terminal.out(`${this.lines.slice(from, from + 1000).join('\n')}\n`))) return;
    }
  }
}

/** A fault of the whole file is said of its first line: whoever reads this finds a line number there. */
function located(file: string, line: number, reason: string): string {
  return oneLine(`${file}:${Math.max(1, line)}: ${reason}`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, ' ');
}
