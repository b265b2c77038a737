import { type BlobLike, decodeColumns } from '../../../shared/base/columns';
import { CANDLE_COLUMNS, QUALITIES } from '../../../shared/features/market/candle';
import type { LevelBar } from '../../ui/LevelChart';

/** The candles of a pack; none where the instrument is no longer known and the pack is empty. Throws RangeError on anything else. */
export async function barsOfPack(pack: BlobLike): Promise<readonly LevelBar[]> {
  if (pack.size === 0) return [];
  const columns = decodeColumns(CANDLE_COLUMNS, await pack.arrayBuffer());
  const at = (name: (typeof CANDLE_COLUMNS)[number], index: number) => columns[name][index] ?? Number.NaN;
  return Array.from(columns.ts, (ts, index) => ({
    ts,
    open: at('open', index),
    high: at('high', index),
    low: at('low', index),
    close: at('close', index),
    suspect: QUALITIES[at('quality', index)] === 'suspect',
  }));
}
