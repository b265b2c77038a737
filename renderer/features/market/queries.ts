import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { decodeColumns } from '../../../shared/base/columns';
import { type Timeframe, timeframeMs } from '../../../shared/base/time';
import type { Instrument } from '../../../shared/features/market/instrument';
import type { SignalRow } from '../../../shared/features/signals/signal';
import { client, orpc, queryClient } from '../../app/client';
import { useStream } from '../../app/useStream';
import { CANDLE_COLUMNS, type CandlePack } from './chart/candleBuffer';
import { SeriesModel } from './chart/seriesModel';
import { useSeen } from './quotes';

/** Bars read at first, and with each step into the past. */
const FIRST_BARS = 1_500;
const OLDER_BARS = 3_000;
const CHART_HZ = 60;
const HIDDEN_HZ = 4;
const SPARKLINE_POINTS = 32;

export function useInstruments() {
  return useQuery(orpc.market.instruments.queryOptions({ staleTime: 60_000 }));
}

export function useSparklines(instruments: readonly string[]): Readonly<Record<string, readonly number[]>> {
  const input = { instruments: [...instruments], points: SPARKLINE_POINTS };
  const options = {
    input,
    // At a first start the history arrives after the screen: look again soon while a line is missing.
    refetchInterval: ({ state }: { state: { data: { closes: Record<string, number[]> } | undefined } }) =>
      instruments.every((id) => (state.data?.closes[id]?.length ?? 0) > 1) ? 60_000 : 5_000,
    placeholderData: keepPreviousData,
    enabled: instruments.length > 0,
  };
  return useQuery(orpc.market.sparklines.queryOptions(options)).data?.closes ?? {};
}

export function useGaps(instrument: string) {
  return useQuery(orpc.market.gaps.queryOptions({ input: { instrument, limit: 200 }, refetchInterval: 15_000 }));
}

/** The instrument's latest signals, read again whenever one of any instrument changes. */
export function useInstrumentSignals(instrument: string): readonly SignalRow[] {
  const input = { filter: { instruments: [instrument] }, cursor: null, limit: 100 };
  const options = orpc.signals.list.queryOptions({ input });
  useStream(
    instrument,
    (stream) => client.signals.changes(undefined, stream),
    () => void queryClient.invalidateQueries({ queryKey: options.queryKey }),
  );
  return useQuery(options).data?.rows ?? [];
}

async function readCandles(instrument: string, timeframe: Timeframe, limit: number, to?: number): Promise<CandlePack> {
  const range = to === undefined ? {} : { to };
  const { pack } = await client.market.candles({ instrument, timeframe, limit, ...range });
  return decodeColumns(CANDLE_COLUMNS, await pack.arrayBuffer());
}

interface Series {
  readonly model: SeriesModel | null;
  readonly error: unknown;
  readonly retry: () => void;
  readonly loadOlder: () => void;
}

/** The series on the chart: history, then the live candle on top of it, older bars when asked for. */
export function useSeries(instrument: Instrument, timeframe: Timeframe, onOlderFailed: () => void): Series {
  const input = { instrument: instrument.id, timeframe, limit: FIRST_BARS };
  const history = useQuery({
    queryKey: [...orpc.market.candles.queryKey({ input }), 'pack'],
    queryFn: () => readCandles(instrument.id, timeframe, FIRST_BARS),
    staleTime: 0,
    gcTime: 0,
    structuralSharing: false,
  });
  const gaps = useGaps(instrument.id).data?.gaps;
  const [model, setModel] = useState<SeriesModel | null>(null);
  const own = gaps?.filter((gap) => gap.timeframe === timeframe);
  const known = useRef(own ?? []);
  known.current = own ?? [];
  const signature = (own ?? []).map((gap) => gap.id + gap.status).join();

  const pack = history.data;
  useEffect(() => {
    setModel(pack === undefined ? null : new SeriesModel(pack, known.current, timeframeMs(timeframe)));
  }, [pack, timeframe]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature names the gaps; the list is new with every read.
  useEffect(() => model?.setGaps(known.current), [signature, model]);

  const hz = useSeen() ? CHART_HZ : HIDDEN_HZ;
  useStream(
    `${instrument.id}:${timeframe}:${hz}`,
    (options) => client.market.candleStream({ instrument: instrument.id, timeframe, hz }, options),
    (event) => {
      if (event.instrument !== instrument.id || event.timeframe !== timeframe) return;
      if (model?.live(event.candle) === false) void history.refetch();
    },
  );
  const loadOlder = useOlder(instrument.id, timeframe, model, onOlderFailed);
  return { model, error: history.error, retry: () => void history.refetch(), loadOlder };
}

/** Reads the bars before the oldest one shown; one read at a time, none after the beginning was reached. */
function useOlder(instrument: string, timeframe: Timeframe, model: SeriesModel | null, onFail: () => void): () => void {
  const busy = useRef<SeriesModel | null>(null);
  const begun = useRef<SeriesModel | null>(null);
  return () => {
    const first = model?.candles.at(0);
    if (model === null || first === null || first === undefined || busy.current === model || begun.current === model) return;
    busy.current = model;
    readCandles(instrument, timeframe, OLDER_BARS, first.ts)
      .then((older) => {
        if (model.older(older) === 0) begun.current = model;
      })
      .catch(onFail)
      .finally(() => {
        if (busy.current === model) busy.current = null;
      });
  };
}
