import { useTranslation } from 'react-i18next';
import type { BacktestDetail, BacktestResult, RepeatRow } from '../../../../shared/features/backtests/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent, formatTime } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { Fields, StatusTag, Time, type Tone } from '../../../ui/values';
import { useStrategyName } from '../strategyName';
import styles from './backtests.module.css';

const TONES: Readonly<Record<RepeatRow['outcome'], Tone>> = { same: 'live', differs: 'danger', 'inputs-changed': 'warning' };

/** What the run stands on: everything that repeats it, the candles of each instrument, and the repetitions so far. */
export function Basis({ run, result }: { run: BacktestDetail; result: BacktestResult }) {
  const { t } = useTranslation('backtests');
  return (
    <>
      <Block title={t('basis.title')} hint={t('basis.hint')}>
        <div className={styles.basis}>
          <Fields rows={useBasisRows(run, result)} />
        </div>
      </Block>
      <Candles result={result} />
      <Block title={t('repeat.title')} hint={t('repeat.hint')}>
        {run.repeats.length === 0 ? <Empty title={t('repeat.none')} /> : <Repeats rows={run.repeats} />}
      </Block>
    </>
  );
}

function useBasisRows(run: BacktestDetail, result: BacktestResult) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const strategyName = useStrategyName();
  const { request, recipe } = run;
  const { minConfidence, minRewardToRisk, tp1R, expiryBars } = request.overrides;
  const changed = [
    ...(minConfidence === undefined ? [] : [`${t('form.minConfidence')} ${formatPercent(minConfidence, format, 0)}`]),
    ...(minRewardToRisk === undefined ? [] : [`R:R ${formatNumber(minRewardToRisk, format, 1)}`]),
    ...(tp1R === undefined ? [] : [`${t('form.tp1R')} ${formatNumber(tp1R, format, 2)}`]),
    ...(expiryBars === undefined ? [] : [`${t('form.expiryBars')} ${expiryBars}`]),
  ];
  return [
    { name: t('basis.source'), value: recipe.source },
    { name: t('form.timeframes'), value: request.timeframes.join(', ') },
    { name: t('form.strategies'), value: request.strategies.map(strategyName).join(', ') },
    { name: t('basis.ruleSet'), value: [request.ruleSet, ...changed].join(' · ') },
    { name: t('form.model'), value: request.model ?? t('form.measured') },
    { name: t('basis.calendar'), value: recipe.calendarVersion?.slice(0, 12) ?? t('basis.noCalendar') },
    { name: t('basis.code'), value: recipe.codeVersion },
    { name: t('basis.seed'), value: String(request.seed) },
    { name: t('basis.by'), value: `${run.by} · ${formatTime(run.at, format, 'full')}` },
    { name: t('basis.digest'), value: <span className={styles.digest}>{result.digest}</span> },
  ];
}

function Candles({ result }: { result: BacktestResult }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  return (
    <Block title={t('candles.title')} hint={t('candles.hint')}>
      <PlainTable
        label={t('candles.title')}
        columns={[
          { header: t('groups.instrument') },
          { header: t('candles.n'), align: 'end' },
          { header: t('candles.warmUp'), align: 'end' },
          { header: t('candles.suspect'), align: 'end' },
          { header: t('candles.signals'), align: 'end' },
          { header: t('candles.cost'), align: 'end' },
          { header: t('candles.digest') },
        ]}
      >
        {result.instruments.map((one) => (
          <tr key={one.instrument}>
            <th scope="row">{one.instrument}</th>
            <td data-align="end">{formatNumber(one.candles, format)}</td>
            <td data-align="end">{formatNumber(one.warmUp, format)}</td>
            <td data-align="end">{formatNumber(one.suspect, format)}</td>
            <td data-align="end">{formatNumber(one.signals, format)}</td>
            <td data-align="end">{formatNumber(one.costBps, format, 1)}</td>
            <td className={styles.digest} title={one.candleDigest}>
              {one.candleDigest.slice(0, 12)}
            </td>
          </tr>
        ))}
      </PlainTable>
    </Block>
  );
}

function Repeats({ rows }: { rows: readonly RepeatRow[] }) {
  const { t } = useTranslation('backtests');
  return (
    <PlainTable
      label={t('repeat.title')}
      columns={[
        { header: t('repeat.at') },
        { header: t('repeat.outcome') },
        { header: t('repeat.where') },
        { header: t('basis.code') },
      ]}
    >
      {rows.map((row) => (
        <tr key={row.at}>
          <th scope="row">
            <Time at={row.at} style="full" />
          </th>
          <td>
            <StatusTag tone={TONES[row.outcome]}>{t(`repeat.${row.outcome}`)}</StatusTag>
          </td>
          <td>{row.instruments.length === 0 ? '–' : row.instruments.join(', ')}</td>
          <td>{row.codeVersion}</td>
        </tr>
      ))}
    </PlainTable>
  );
}
