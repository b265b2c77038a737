import { parseArgs } from 'node:util';
import { isTimeframe, TIMEFRAMES, type Timeframe } from '../../../../shared/base/time';
import { ruleByName } from '../../../../shared/features/signals/ruleSet';
import { RULES, type RuleName } from '../../../../shared/features/signals/signal';

export interface ReplayArgs {
  readonly kind: 'candles' | 'trades';
  readonly file: string;
  readonly instrument: string;
  readonly timeframe: Timeframe | null;
  readonly calendar: string | null;
  readonly require: readonly RuleName[];
  readonly sparse: boolean;
  readonly shadow: boolean;
  readonly print: 'signals' | 'candles';
  readonly json: boolean;
  readonly language: 'en' | 'fr';
}

export const REPLAY_USAGE = `replay (--candles FILE | --trades FILE) --instrument ID [options]

  --timeframe T     ${TIMEFRAMES.join(', ')}; default 5m, or the file's own step when that is longer
  --calendar FILE   announcements as CSV or ICS
  --require RULE    quarantine where this rule has no data (${RULES.join(', ')}); may be repeated
  --sparse          missing rows are normal and leave higher bars trustworthy
  --shadow          also tell the outcomes of quarantined signals
  --print candles   the built candles instead of signals
  --json            one JSON object a line
  --lang en|fr      language of the table
`;

/** Why the command line cannot be used, in one sentence. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}

const OPTIONS = {
  candles: { type: 'string', multiple: true },
  trades: { type: 'string', multiple: true },
  instrument: { type: 'string' },
  timeframe: { type: 'string' },
  calendar: { type: 'string' },
  require: { type: 'string', multiple: true },
  sparse: { type: 'boolean' },
  shadow: { type: 'boolean' },
  print: { type: 'string' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** The arguments of `replay`; `help` where they ask for it. Throws UsageFault. */
export function readReplayArgs(args: readonly string[], env: Readonly<Record<string, string | undefined>>): ReplayArgs | 'help' {
  const values = parsed(args);
  if (values.help === true) return 'help';
  return {
    ...tapeOf(values.candles ?? [], values.trades ?? []),
    instrument: instrumentOf(values.instrument),
    timeframe: timeframeOf(values.timeframe),
    calendar: values.calendar ?? null,
    require: (values.require ?? []).flatMap((text) => text.split(',')).map(ruleOf),
    sparse: values.sparse ?? false,
    shadow: values.shadow ?? false,
    print: printOf(values.print),
    json: values.json ?? false,
    language: languageOf(values.lang, env),
  };
}

function parsed(args: readonly string[]) {
  try {
    const { values, tokens } = parseArgs({
      args: [...args],
      options: OPTIONS,
      strict: true,
      allowPositionals: false,
      tokens: true,
    });
    refuseTwice(tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : [])));
    return values;
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : 'the arguments cannot be read');
  }
}

/** One value is meant: which of two would be a guess. */
const ONCE = ['instrument', 'timeframe', 'calendar', 'print', 'lang'];

function refuseTwice(names: readonly string[]): void {
  const twice = ONCE.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new UsageFault(`--${twice} is given twice`);
}

function tapeOf(candles: readonly string[], trades: readonly string[]): Pick<ReplayArgs, 'kind' | 'file'> {
  const [file, another] = [...candles, ...trades];
  if (file === undefined) throw new UsageFault('give --candles FILE or --trades FILE');
  if (another !== undefined) throw new UsageFault('give one file only, --candles or --trades');
  if (file === '') throw new UsageFault('the name of the file is empty');
  return { kind: candles.length > 0 ? 'candles' : 'trades', file };
}

function instrumentOf(id: string | undefined): string {
  if (id === undefined) throw new UsageFault('give --instrument ID');
  if (!/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,31}$/.test(id))
    throw new UsageFault('--instrument must be 1 to 32 letters, digits or . _ : / -');
  return id;
}

function timeframeOf(text: string | undefined): Timeframe | null {
  if (text === undefined) return null;
  if (!isTimeframe(text)) throw new UsageFault(`--timeframe must be one of ${TIMEFRAMES.join(', ')}`);
  return text;
}

function ruleOf(text: string): RuleName {
  const rule = ruleByName(text);
  if (rule === null) throw new UsageFault(`--require must be one of ${RULES.join(', ')}`);
  return rule;
}

function printOf(text: string | undefined): ReplayArgs['print'] {
  if (text === undefined) return 'signals';
  if (text !== 'candles') throw new UsageFault('--print must be candles');
  return text;
}

export function languageOf(text: string | undefined, env: Readonly<Record<string, string | undefined>>): 'en' | 'fr' {
  if (text === undefined) return (env.LC_ALL ?? env.LANG ?? '').toLowerCase().startsWith('fr') ? 'fr' : 'en';
  if (text !== 'en' && text !== 'fr') throw new UsageFault('--lang must be en or fr');
  return text;
}
