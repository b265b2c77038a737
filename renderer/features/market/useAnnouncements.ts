import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { DAY } from '../../../shared/base/time';
import type { Announcement } from '../../../shared/features/market/contract';
import type { Instrument } from '../../../shared/features/market/instrument';
import { orpc } from '../../app/client';
import type { SeriesModel } from './chart/seriesModel';

/** What concerns every instrument, as the calendar writes it. */
const EVERY = 'ALL';
/** A calendar that is fetched by itself changes without anybody's doing. */
const REREAD_MS = 60_000;
const NONE: readonly Announcement[] = [];

export interface Announced {
  readonly announcements: readonly Announcement[];
  /** Reach of the rule before and after each, minutes. */
  readonly minutes: number;
}

/** The major announcements of the instrument's currencies, from the oldest bar shown to a day ahead. */
export function useAnnouncements(instrument: Instrument, model: SeriesModel | null): Announced {
  const oldest = useSyncExternalStore(
    (listener) => model?.subscribe(listener) ?? (() => undefined),
    () => Math.floor((model?.candles.at(0)?.ts ?? 0) / DAY) * DAY,
  );
  const newest = useSyncExternalStore(
    (listener) => model?.subscribe(listener) ?? (() => undefined),
    () => Math.floor((model?.candles.at((model?.candles.length ?? 0) - 1)?.ts ?? 0) / DAY) * DAY,
  );
  const input = { from: oldest - DAY, to: newest + 3 * DAY, impact: 'high' as const };
  const { data } = useQuery(
    orpc.market.announcements.queryOptions({
      input,
      enabled: oldest > 0,
      refetchInterval: REREAD_MS,
      placeholderData: keepPreviousData,
    }),
  );
  const { currencies } = instrument;
  const announcements = useMemo(
    () => data?.announcements.filter(({ currency }) => currency === EVERY || currencies.includes(currency)) ?? NONE,
    [data, currencies],
  );
  return { announcements, minutes: data?.minutes ?? 0 };
}
