import { readFileSync } from 'node:fs';
import type { ReplayLine } from '../../electron/backend/engine/replay';
import { replayCommand } from '../../electron/backend/hosts/cli/replay';
import type { Terminal } from '../../electron/backend/hosts/cli/terminal';
import { STRATEGIES } from '../../shared/features/signals/strategies/registry';
import type { Strategy } from '../../shared/features/signals/strategies/strategy';
import { type CandleRow, csvOf } from '../builders/candles';

export interface Replayed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: readonly string[];
  readonly lines: readonly ReplayLine[];
}

/** Runs the real `replay` command in a terminal of memory: `files` by name, else the disk. */
export async function terminalReplay(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
  strategies: readonly Strategy[] = STRATEGIES,
  env: Readonly<Record<string, string>> = {},
): Promise<Replayed> {
  let stdout = '';
  let time = 0;
  const stderr: string[] = [];
  const terminal: Terminal = {
    out: async (text) => {
      stdout += text;
      return true;
    },
    problem: (line) => void stderr.push(line),
    read: (name) => {
      const file = files[name];
      return file === undefined ? readFileSync(name) : typeof file === 'string' ? new TextEncoder().encode(file) : file;
    },
    env,
    now: () => {
      time += 10;
      return time;
    },
  };
  const code = await replayCommand(args, terminal, strategies);
  const json = args.includes('--json');
  const lines = json
    ? stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as ReplayLine)
    : [];
  return { code, stdout, stderr, lines };
}

/** `--json` over the text of a candle file. */
export function replayed(csv: string, args: readonly string[], strategies: readonly Strategy[] = STRATEGIES): Promise<Replayed> {
  return terminalReplay(
    ['--candles', 'tape.csv', '--instrument', 'TESTUSDT', '--json', ...args],
    { 'tape.csv': csv },
    strategies,
  );
}

/** Minutes of a lively market as candles, those in `without` missing. */
export function tapeRows(minutes: number, without: readonly number[] = []): CandleRow[] {
  const price = (minute: number) => Math.round((1000 + 60 * Math.sin(minute / 41) + 12 * Math.sin(minute / 3)) * 100) / 100;
  const rows: CandleRow[] = [];
  for (let minute = 1; minute <= minutes; minute += 1) {
    if (without.includes(minute)) continue;
    const open = price(minute - 1);
    const close = price(minute);
    const high = Math.round((Math.max(open, close) + 1) * 100) / 100;
    const low = Math.round((Math.min(open, close) - 1) * 100) / 100;
    rows.push({ ts: minute * 60_000, open, high, low, close, volume: 10 + (minute % 7) });
  }
  return rows;
}

export function aTape(minutes: number, without: readonly number[] = []): string {
  return csvOf(tapeRows(minutes, without));
}
