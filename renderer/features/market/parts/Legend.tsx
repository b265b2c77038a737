import { IconFlask } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { useSimulated } from '../../../app/frame/hello';
import type { ColourTokens } from '../../../app/theme';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatCompact, formatNumber, formatTime } from '../../../ui/format/format';
import { Change, StatusTag } from '../../../ui/values';
import type { Line } from '../chart/chartShapes';
import type { SeriesModel } from '../chart/seriesModel';
import type { Announced } from '../useAnnouncements';
import { AnnouncementLegend } from './AnnouncementLegend';
import styles from './market.module.css';

interface LegendProps {
  readonly instrument: Instrument;
  readonly timeframe: string;
  readonly model: SeriesModel | null;
  readonly lines: readonly (Line & { readonly name: string })[];
  readonly colours: ColourTokens;
  readonly announced: Announced;
  readonly stepMs: number;
  /** Position under the crosshair; null shows the last bar. */
  readonly position: number | null;
}

/** The bar under the crosshair, or the last one: figures beside the picture. */
export function Legend({ instrument, timeframe, model, lines, colours, announced, stepMs, position }: LegendProps) {
  const { t } = useTranslation('market');
  const format = useFormat();
  const simulated = useSimulated();
  useSyncExternalStore(
    (listener) => model?.subscribe(listener) ?? (() => undefined),
    () => model?.version ?? 0,
  );
  const last = (model?.candles.length ?? 0) - 1;
  const index = position === null ? last : (model?.timeline.candles[position] ?? last);
  const candle = model?.candles.at(index) ?? null;
  const under = position === null || model === null ? null : barAt(model, position, stepMs);
  const price = (value: number | null) => formatNumber(value, format, instrument.decimals);
  return (
    <div className={styles.legend}>
      <h2>{instrument.id}</h2>
      <span className={styles.legendItem}>
        {instrument.name} · {timeframe}
      </span>
      {simulated && (
        <StatusTag tone="simulation" icon={<IconFlask size={12} aria-hidden />}>
          {t('simulated')}
        </StatusTag>
      )}
      {candle === null && position !== null && position < (model?.timeline.times.length ?? 0) && model !== null && (
        <StatusTag tone="warning">{t('legend.missing')}</StatusTag>
      )}
      {candle !== null && (
        <>
          <span className={styles.legendItem}>{formatTime(candle.ts, format, 'short')}</span>
          {(['open', 'high', 'low', 'close'] as const).map((name) => (
            <span key={name} className={styles.legendItem}>
              {t(`legend.${name}`)} <b>{price(candle[name])}</b>
            </span>
          ))}
          <span className={styles.legendItem}>
            {t('legend.volume')} <b>{formatCompact(candle.volume, format)}</b>
          </span>
          <Change value={candle.close / candle.open - 1} />
          {candle.quality !== 'complete' && (
            <StatusTag tone={candle.quality === 'suspect' ? 'warning' : 'neutral'}>{t(`quality.${candle.quality}`)}</StatusTag>
          )}
          {lines.map((line) => (
            <span key={line.name} className={styles.legendItem}>
              <span className={styles.swatch} style={{ background: colours[line.colour] }} aria-hidden />
              {line.name}{' '}
              <b>
                {line.pane === 'rsi'
                  ? formatNumber(line.indicator.value(line.output, index), format, 1)
                  : price(line.indicator.value(line.output, index))}
              </b>
            </span>
          ))}
        </>
      )}
      <AnnouncementLegend announced={announced} under={under} colours={colours} />
    </div>
  );
}

/** The time that the bar at a position spans; beyond the last bar as if bars went on. */
function barAt(model: SeriesModel, position: number, stepMs: number): { readonly from: number; readonly to: number } | null {
  const { times } = model.timeline;
  const last = times.at(-1);
  if (last === undefined || position < 0) return null;
  const from = times[position] ?? last + (position - times.length + 1) * stepMs;
  return { from, to: from + stepMs };
}
