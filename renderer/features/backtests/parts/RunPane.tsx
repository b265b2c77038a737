import { SegmentedControl, Select } from '@mantine/core';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BacktestDetail, BacktestResult, BacktestRow } from '../../../../shared/features/backtests/contract';
import { useCommand } from '../../../app/keys';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import type { BacktestsSearch } from '../backtestsSearch';
import { useRun } from '../queries';
import { problemText } from '../refusalText';
import { Basis } from './Basis';
import styles from './backtests.module.css';
import { Comparison } from './Comparison';
import { EquityChart } from './EquityChart';
import { FigureRow } from './FigureRow';
import { RunHead } from './RunHead';
import { Distribution, Groups, Months } from './Tables';
import { Trades } from './Trades';

interface RunPaneProps {
  readonly id: string | null;
  readonly rows: readonly BacktestRow[];
  readonly search: BacktestsSearch;
  readonly onSearch: (search: BacktestsSearch) => void;
  readonly onGone: () => void;
  readonly ref: Ref<HTMLElement>;
}

/** One run in full. */
export function RunPane({ id, rows, search, onSearch, onGone, ref }: RunPaneProps) {
  const { t } = useTranslation('backtests');
  const run = useRun(id);
  if (id === null) return <EmptyState title={t('result.choose')} text={t('result.chooseHint')} />;
  if (run.data === undefined || run.data.id !== id) {
    if (run.isError) return <ErrorState error={run.error} onRetry={() => void run.refetch()} />;
    return <SkeletonRows rows={12} />;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard to be scrolled.
    <section ref={ref} className={styles.pane} tabIndex={0} aria-label={t('result.label')}>
      <RunHead run={run.data} onGone={onGone} />
      {run.data.result === null ? (
        <NoResult run={run.data} />
      ) : (
        <Result key={run.data.id} run={run.data} result={run.data.result} rows={rows} search={search} onSearch={onSearch} />
      )}
    </section>
  );
}

function NoResult({ run }: { run: BacktestDetail }) {
  const { t } = useTranslation('backtests');
  const text = run.problem === null ? t(`noResult.${run.state}`) : problemText(t, run.problem);
  return <EmptyState title={t(`state.${run.state}`)} text={text} />;
}

interface ResultProps extends Pick<RunPaneProps, 'rows' | 'search' | 'onSearch'> {
  readonly run: BacktestDetail;
  readonly result: BacktestResult;
}

function Result({ run, result, rows, search, onSearch }: ResultProps) {
  const { t } = useTranslation('backtests');
  const which = search.view ?? 'published';
  const view = result[which];
  const other = useRun(search.with ?? null);
  const second = search.with !== undefined && other.data?.id === search.with ? other.data : null;
  const [opening, setOpening] = useState(false);
  const { with: compared, ...rest } = search;
  const setView = (next: 'published' | 'every') =>
    onSearch({ ...(compared === undefined ? {} : { with: compared }), ...(next === 'every' ? { view: next } : {}) });
  useCommand('backtests.view', () => setView(which === 'every' ? 'published' : 'every'));
  useCommand('backtests.compare', () => setOpening(true));
  const others = rows.filter(({ id, state }) => id !== run.id && state === 'done');
  return (
    <>
      <div className={styles.choices}>
        <ViewChoice which={which} onChange={setView} />
        <Select
          size="xs"
          clearable
          searchable
          aria-label={t('compare.choose')}
          placeholder={t('compare.choose')}
          dropdownOpened={opening}
          onDropdownOpen={() => setOpening(true)}
          onDropdownClose={() => setOpening(false)}
          disabled={others.length === 0}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.with ?? null}
          onChange={(value) => onSearch(value === null ? rest : { ...rest, with: value })}
        />
      </div>
      <FigureRow figures={view.figures} />
      {second?.result != null && (
        <Comparison first={{ name: run.name, view }} second={{ name: second.name, view: second.result[which] }} />
      )}
      <EquityChart
        lines={[
          { name: run.name, points: view.equity },
          ...(second?.result == null ? [] : [{ name: second.name, points: second.result[which].equity }]),
        ]}
      />
      <Groups view={view} />
      <Months months={view.months} />
      <Distribution bins={view.histogram} />
      <Trades run={run} view={which} />
      <Basis run={run} result={result} />
    </>
  );
}

function ViewChoice({ which, onChange }: { which: 'published' | 'every'; onChange: (which: 'published' | 'every') => void }) {
  const { t } = useTranslation('backtests');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('view.label')}
      value={which}
      onChange={(value) => onChange(value === 'every' ? 'every' : 'published')}
      data={(['published', 'every'] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
    />
  );
}
