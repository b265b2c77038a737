import { useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Candle } from '../../../../shared/features/market/candle';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { type Column, DataTable } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatCompact, formatTime } from '../../../ui/format/format';
import { Change, Price, StatusTag, Time } from '../../../ui/values';
import { announcementsAround } from '../chart/bands';
import type { SeriesModel } from '../chart/seriesModel';
import type { Announced } from '../useAnnouncements';

interface Props {
  readonly model: SeriesModel;
  readonly instrument: Instrument;
  readonly announced: Announced;
  readonly stepMs: number;
}

/** The chart in text, newest bar first: for screen readers, and for whoever wants the figures. */
export function CandleTable({ model, instrument, announced, stepMs }: Props) {
  const { t } = useTranslation('market');
  const format = useFormat();
  const [chosen, setChosen] = useState<string | null>(null);
  const version = useSyncExternalStore(
    (listener) => model.subscribe(listener),
    () => model.version,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model changes in place; its version says when.
  const rows = useMemo(() => newestFirst(model), [model, version]);
  const columns = useMemo((): readonly Column<Candle>[] => {
    const prices = (['open', 'high', 'low', 'close'] as const).map(
      (name): Column<Candle> => ({
        id: name,
        header: t(`ohlc.${name}`),
        width: 'minmax(84px, 1fr)',
        align: 'end',
        cell: (row) => <Price value={row[name]} decimals={instrument.decimals} />,
      }),
    );
    return [
      { id: 'ts', header: t('column.time'), width: 'minmax(110px, 1fr)', cell: (row) => <Time at={row.ts} /> },
      ...prices,
      {
        id: 'change',
        header: t('column.barChange'),
        width: '92px',
        align: 'end',
        cell: (row) => <Change value={row.close / row.open - 1} />,
      },
      { id: 'volume', header: t('ohlc.volume'), width: '92px', align: 'end', cell: (row) => formatCompact(row.volume, format) },
      {
        id: 'quality',
        header: t('column.quality'),
        width: '110px',
        cell: (row) => (
          <StatusTag tone={row.quality === 'suspect' ? 'warning' : 'neutral'}>{t(`quality.${row.quality}`)}</StatusTag>
        ),
      },
      {
        id: 'announcement',
        header: t('announcements.column', { minutes: announced.minutes }),
        width: 'minmax(120px, 2fr)',
        cell: (row) =>
          announcementsAround(announced.announcements, announced.minutes, row.ts, row.ts + stepMs)
            .map(({ at, currency, title }) => `${formatTime(at, format, 'minute')} ${currency} ${title}`)
            .join(' · '),
      },
    ];
  }, [t, format, instrument.decimals, announced, stepMs]);
  return (
    <DataTable
      label={t('tableLabel', { instrument: instrument.id })}
      columns={columns}
      rows={rows}
      rowKey={(row) => String(row.ts)}
      chosen={chosen}
      onChoose={(row) => setChosen(String(row.ts))}
    />
  );
}

function newestFirst(model: SeriesModel): readonly Candle[] {
  const rows: Candle[] = [];
  for (let index = model.candles.length - 1; index >= 0; index -= 1) {
    const candle = model.candles.at(index);
    if (candle !== null) rows.push(candle);
  }
  return rows;
}
