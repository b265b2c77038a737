import { useQuery } from '@tanstack/react-query';
import { MINUTE } from '../../../shared/base/time';
import type { SignalRow } from '../../../shared/features/signals/signal';
import { client } from '../../app/client';
import { barsOf, chartWindow } from './bars';

/** Bars around the decision; read again every minute while the window still reaches past now. */
export function useBars(row: Pick<SignalRow, 'id' | 'instrument' | 'timeframe' | 'at'>, now: number) {
  const window = chartWindow(row);
  return useQuery({
    queryKey: ['signals', 'bars', row.id],
    queryFn: async () => {
      const { pack } = await client.market.candles({ instrument: row.instrument, timeframe: row.timeframe, ...window });
      return barsOf(await pack.arrayBuffer());
    },
    refetchInterval: now < window.to ? MINUTE : false,
  });
}
