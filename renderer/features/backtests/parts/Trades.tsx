import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BacktestDetail, BacktestTrade } from '../../../../shared/features/backtests/contract';
import { type Column, DataTable } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format/FormatProvider';
import { type FormatRules, formatDuration, formatNumber, formatPercent, formatTime } from '../../../ui/format/format';
import { signedR, signOf } from '../../../ui/format/signedR';
import { Block, Empty } from '../../../ui/Plain';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Fields, StatusTag } from '../../../ui/values';
import { useChoices, useTrades } from '../queries';
import { useStrategyName } from '../strategyName';
import styles from './backtests.module.css';

interface TradesProps {
  readonly run: BacktestDetail;
  readonly view: 'published' | 'every';
}

/** Every signal of the run with what became of it; the chosen one in full below. */
export function Trades({ run, view }: TradesProps) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const strategyName = useStrategyName();
  const trades = useTrades(run.id, view);
  const [chosen, setChosen] = useState<BacktestTrade | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names follow the language, as the words do.
  const columns = useMemo(() => columnsOf(t, format, strategyName), [t, format]);
  const shown = chosen !== null && trades.rows.includes(chosen) ? chosen : null;
  return (
    <Block title={t('trades.title')} hint={t('trades.hint', { n: formatNumber(trades.total, format) })}>
      {trades.pending ? (
        <SkeletonRows rows={6} />
      ) : trades.error !== null ? (
        <ErrorState error={trades.error} onRetry={trades.retry} />
      ) : trades.rows.length === 0 ? (
        <Empty title={t(view === 'published' ? 'trades.nonePublished' : 'trades.none')} />
      ) : (
        <div className={styles.trades}>
          <DataTable
            label={t('trades.title')}
            columns={columns}
            rows={trades.rows}
            rowKey={(row) => row.id}
            chosen={shown?.id ?? null}
            onChoose={setChosen}
            total={trades.total}
            reloading={trades.outdated}
            onEnd={trades.more}
            rowTone={(row) => (row.published ? undefined : 'muted')}
          />
        </div>
      )}
      {shown !== null && <TradeFields trade={shown} />}
    </Block>
  );
}

function columnsOf(
  t: TFunction<'backtests'>,
  format: FormatRules,
  strategyName: (id: string) => string,
): readonly Column<BacktestTrade>[] {
  return [
    { id: 'at', header: t('trades.at'), width: '118px', cell: (row) => formatTime(row.at, format, 'short') },
    { id: 'instrument', header: t('groups.instrument'), width: '96px', cell: (row) => row.instrument },
    { id: 'timeframe', header: t('trades.timeframe'), width: '56px', cell: (row) => row.timeframe },
    { id: 'direction', header: t('trades.direction'), width: '64px', cell: (row) => t(`direction.${row.direction}`) },
    { id: 'strategy', header: t('groups.strategy'), width: 'minmax(120px, 1fr)', cell: (row) => strategyName(row.strategy) },
    {
      id: 'result',
      header: t('trades.result'),
      width: '128px',
      cell: (row) => (row.result === null ? t('trades.open') : t(`outcome.${row.result}`)),
    },
    {
      id: 'r',
      header: t('trades.r'),
      width: '72px',
      align: 'end',
      cell: (row) => (
        <span className={styles.r} data-sign={signOf(row.r)}>
          {signedR(row.r, format)}
        </span>
      ),
    },
    {
      id: 'published',
      header: t('trades.published'),
      width: '92px',
      cell: (row) => (
        <StatusTag tone={row.published ? 'live' : 'neutral'}>{t(row.published ? 'trades.yes' : 'trades.shadow')}</StatusTag>
      ),
    },
  ];
}

function TradeFields({ trade }: { trade: BacktestTrade }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const decimals = useChoices().data?.instruments.find(({ id }) => id === trade.instrument)?.decimals ?? 4;
  const price = (value: number) => formatNumber(value, format, decimals);
  const held = trade.closedAt === null ? null : trade.closedAt - trade.at;
  const rows = [
    { name: t('trades.entry'), value: price(trade.entry) },
    { name: t('trades.sl'), value: price(trade.sl) },
    { name: t('trades.tp1'), value: price(trade.tp1) },
    { name: t('trades.tp2'), value: price(trade.tp2) },
    {
      name: t('trades.confidence'),
      value: `${formatPercent(trade.confidence, format, 1)} (${t('figures.noEdge', { rate: formatPercent(trade.noEdge, format, 1) })})`,
    },
    {
      name: t('trades.closed'),
      value:
        trade.closedAt === null
          ? t('trades.open')
          : `${formatTime(trade.closedAt, format, 'full')} · ${formatDuration(held, format)}`,
    },
    { name: t('trades.gross'), value: signedR(trade.rGross, format) },
    {
      name: t('trades.refusedBy'),
      value: trade.refusedBy.length === 0 ? t('trades.nobody') : trade.refusedBy.map((rule) => t(`rule.${rule}`)).join(', '),
    },
    { name: t('trades.id'), value: <span className={styles.digest}>{trade.id}</span> },
  ];
  return (
    <section className={styles.trade} aria-label={t('trades.chosen')}>
      <Fields rows={rows} />
    </section>
  );
}
