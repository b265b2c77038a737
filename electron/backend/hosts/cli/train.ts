import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import packageJson from '../../../../package.json';
import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import { unknownInstrument } from '../../../../shared/features/market/unknownInstrument';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import { knownInstrument } from '../../engine/catalogue';
import { tapeSource } from '../../engine/replay';
import { readCandleFile } from '../../engine/tape/candleFile';
import { FileFault } from '../../engine/tape/fileFault';
import type { Tape } from '../../engine/tape/tape';
import type { TrainingQuestion } from '../../engine/training/question';
import { trainModel } from '../../engine/training/runner';
import { ErrandFailed } from '../../kit/worker';
import { cardTable } from './cardTable';
import { UsageFault } from './replayArgs';
import type { Terminal } from './terminal';
import { readTrainArgs, TRAIN_USAGE, type TrainArgs } from './trainArgs';

/** Where the two files go. */
type Write = (file: string, text: string) => void;

/** `train`: a file of candles in, a model and its card out, whatever the verdict. Exit code 0, or 2 for bad usage or input. */
export async function trainCommand(args: readonly string[], terminal: Terminal, write: Write = writeWhole): Promise<number> {
  try {
    const read = readTrainArgs(args, terminal.env);
    if (read === 'help') await terminal.out(TRAIN_USAGE);
    else await run(read, terminal, write);
    return 0;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    terminal.problem(`train: ${reason.replaceAll(/\s+/g, ' ')}`);
    return 2;
  }
}

async function run(args: TrainArgs, terminal: Terminal, write: Write): Promise<void> {
  const question = questionOf(args, terminal);
  const { artifact, card } = await trainModel(question, progressTo(terminal, args)).answer;
  write(join(args.out, `${artifact.id}.model.json`), `${JSON.stringify(artifact)}\n`);
  write(join(args.out, `${artifact.id}.card.json`), `${JSON.stringify(card, null, 2)}\n`);
  await terminal.out(args.json ? `${JSON.stringify(card)}\n` : cardTable(card, args.language));
}

/** Tenths are enough to see that it goes on; stdout is the card's alone. */
function progressTo(terminal: Terminal, { json }: TrainArgs): (done: number, total: number) => void {
  let told = 0;
  return (done, total) => {
    const tenth = Math.floor((10 * done) / total);
    if (json || tenth <= told) return;
    told = tenth;
    terminal.problem(`${tenth * 10} %`);
  };
}

function questionOf(args: TrainArgs, terminal: Terminal): TrainingQuestion {
  const tape = tapeOf(args.file, terminal);
  const found = knownInstrument(args.instrument) ?? unknownInstrument(args.instrument);
  const instrument = { ...found, hasVolume: found.hasVolume && tape.hasVolume };
  const baseStep = timeframeMs(tape.baseTimeframe);
  const timeframes = args.timeframes ?? defaultTimeframes(tape);
  const short = timeframes.find((one) => timeframeMs(one) < baseStep);
  if (short !== undefined) throw new UsageFault(`${short} is shorter than the rows of the file (${tape.baseTimeframe})`);
  return {
    series: [{ instrument, baseStep, columns: tape.candles }],
    source: tapeSource(instrument.id, tape),
    timeframes,
    strategies: [],
    ruleSet: ruleSetFor(instrument),
    seed: args.seed,
    previous: null,
    codeVersion: packageJson.version,
    trainedAt: terminal.now(),
  };
}

function tapeOf(file: string, terminal: Terminal): Tape {
  let bytes: Uint8Array;
  try {
    bytes = terminal.read(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    throw new UsageFault(`${file}: the file cannot be read (${code})`);
  }
  try {
    return readCandleFile(bytes);
  } catch (error) {
    if (error instanceof FileFault) throw new UsageFault(`${file}:${Math.max(1, error.line)}: ${error.reason}`);
    throw error;
  }
}

function defaultTimeframes(tape: Tape): readonly Timeframe[] {
  return tape.baseTimeframe === '1m' ? ['1m', '5m'] : [tape.baseTimeframe];
}

function writeWhole(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    throw new UsageFault(`${file}: the file cannot be written (${code})`);
  }
}

/** One sentence for what a person can do something about; null for a fault. */
function reasonOf(error: unknown): string | null {
  if (error instanceof UsageFault) return error.message;
  return error instanceof ErrandFailed && error.code !== 'FAULT' ? error.message : null;
}
