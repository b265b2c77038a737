import { parseArgs } from 'node:util';
import { isTimeframe, TIMEFRAMES, type Timeframe } from '../../../../shared/base/time';
import { languageOf, UsageFault } from './replayArgs';

export interface TrainArgs {
  readonly file: string;
  readonly instrument: string;
  /** Null: 1m and 5m, or the file's own step when that is longer. */
  readonly timeframes: readonly Timeframe[] | null;
  readonly seed: number;
  readonly out: string;
  readonly json: boolean;
  readonly language: 'en' | 'fr';
}

export const TRAIN_USAGE = `train --candles FILE --instrument ID [options]

  --timeframes T,T  ${TIMEFRAMES.join(', ')}; default 1m,5m, or the file's own step when that is longer
  --seed N          the same candles and seed give the same model; default 1
  --out DIR         where <id>.model.json and <id>.card.json go; default here
  --json            the card as one JSON object instead of a table
  --lang en|fr      language of the table
`;

const OPTIONS = {
  candles: { type: 'string' },
  instrument: { type: 'string' },
  timeframes: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** The arguments of `train`; `help` where they ask for it. Throws UsageFault. */
export function readTrainArgs(args: readonly string[], env: Readonly<Record<string, string | undefined>>): TrainArgs | 'help' {
  const values = parsed(args);
  if (values.help === true) return 'help';
  if (values.candles === undefined || values.candles === '') throw new UsageFault('give --candles FILE');
  return {
    file: values.candles,
    instrument: instrumentOf(values.instrument),
    timeframes: timeframesOf(values.timeframes),
    seed: seedOf(values.seed),
    out: values.out ?? '.',
    json: values.json ?? false,
    language: languageOf(values.lang, env),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : 'the arguments cannot be read');
  }
}

function instrumentOf(id: string | undefined): string {
  if (id === undefined) throw new UsageFault('give --instrument ID');
  if (!/^[A-Za-z0-9]{2,20}$/.test(id)) throw new UsageFault('--instrument must be 2 to 20 letters or digits');
  return id;
}

function timeframesOf(text: string | undefined): readonly Timeframe[] | null {
  if (text === undefined) return null;
  const named = text.split(',').map((one) => one.trim());
  const wrong = named.find((one) => !isTimeframe(one));
  if (wrong !== undefined) throw new UsageFault(`--timeframes must be of ${TIMEFRAMES.join(', ')}`);
  return TIMEFRAMES.filter((one) => named.includes(one));
}

function seedOf(text: string | undefined): number {
  if (text === undefined) return 1;
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 2_147_483_647) throw new UsageFault('--seed must be a whole number up to 2147483647');
  return seed;
}
