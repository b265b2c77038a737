import { readFile } from 'node:fs/promises';
import type { Instrument } from '../../shared/features/market/instrument';
import { unknownInstrument } from '../../shared/features/market/unknownInstrument';
import { knownInstrument } from './engine/catalogue';
import { readCandleFile } from './engine/tape/candleFile';
import { FileFault } from './engine/tape/fileFault';
import type { Tape } from './engine/tape/tape';
import { readTradeFile } from './engine/tape/tradeFile';

export interface LoadedTape {
  readonly tape: Tape;
  readonly instrument: Instrument;
}

/** Reads a file of candles or, by its header, of trades. Throws FileFault where it cannot be accepted. */
export async function loadTape(path: string, instrumentId: string): Promise<LoadedTape> {
  const tape = parse(await bytesOf(path));
  const found = knownInstrument(instrumentId) ?? unknownInstrument(instrumentId);
  return { tape, instrument: { ...found, hasVolume: found.hasVolume && tape.hasVolume } };
}

function parse(bytes: Uint8Array): Tape {
  try {
    return readCandleFile(bytes);
  } catch (error) {
    // Only the header tells the two apart; any other fault is the candle file's own.
    if (!(error instanceof FileFault) || error.line !== 1) throw error;
    return readTradeFile(bytes);
  }
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault';
    throw new FileFault(0, `the file cannot be read (${code})`);
  }
}
