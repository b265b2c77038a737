import { z } from 'zod';
import known from '../../../resources/market/instruments.json';
import { type Instrument, instrument } from '../../../shared/features/market/instrument';

/** Every instrument the console is delivered with, in the order of the catalogue. Parsed once: a broken catalogue stops the start. */
export const INSTRUMENTS: readonly Instrument[] = z.array(instrument).parse(known);

/** Found by its id in any case; null when the catalogue does not know it. */
export function knownInstrument(id: string): Instrument | null {
  return INSTRUMENTS.find((one) => one.id === id.toUpperCase()) ?? null;
}
