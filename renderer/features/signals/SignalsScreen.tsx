import { Button } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSimulated } from '../../app/frame/hello';
import { useGoTo } from '../../app/navigation';
import { useListKeys } from '../../app/useListKeys';
import type { TableHandle } from '../../ui/DataTable';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { refreshAround, refreshBoard, useSignalChanges } from './live';
import { Board } from './parts/Board';
import { RateGroup } from './parts/RateBar';
import { SignalFilters } from './parts/SignalFilters';
import { SignalPane } from './parts/SignalPane';
import styles from './parts/signals.module.css';
import { ViewsMenu } from './parts/ViewsMenu';
import { useBoard, useRates } from './queries';
import { filterOf, isFiltered, type SignalSearch, searchOf, sortOf } from './signalSearch';
import { DEFAULT_SORT, type Sort } from './sortRows';

/** The board of every signal and, beside it, the chosen one in full. Filter, sort and choice live in the address. */
export function SignalsScreen() {
  const { t } = useTranslation('signals');
  const search = useSearch({ from: '/signals/{-$id}' });
  const { id = null } = useParams({ from: '/signals/{-$id}' });
  const navigate = useNavigate({ from: '/signals/{-$id}' });
  const table = useRef<TableHandle>(null);
  const pane = useRef<HTMLElement>(null);
  const filterKey = JSON.stringify(filterOf(search));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is its text; the same text keeps the same object.
  const filter = useMemo(() => filterOf(search), [filterKey]);
  const sort = sortOf(search);
  const board = useBoard(filter, sort.key !== 'at' || !sort.descending);

  useSignalChanges((changes) => {
    refreshAround(changes);
    void refreshBoard(filter, changes);
  });
  useListKeys(table);

  const setSearch = (next: SignalSearch) =>
    void navigate({ search: ({ window }) => ({ ...next, ...(window === undefined ? {} : { window }) }), replace: true });
  const choose = (chosen: string | undefined) => void navigate({ params: { id: chosen }, search: (now) => now, replace: true });
  const onSort = (next: Sort) => {
    const word = `${next.descending ? '-' : ''}${next.key}`;
    const { sort: _, ...rest } = search;
    setSearch(next.key === DEFAULT_SORT.key && next.descending ? rest : { ...rest, sort: word });
  };
  const inspector = <SignalPane id={id} ref={pane} />;
  if (search.only === 1 && id !== null) return <Screen title={t('title')}>{inspector}</Screen>;
  return (
    <Screen
      title={t('title')}
      filters={<SignalFilters search={search} onChange={setSearch} />}
      actions={<ViewsMenu filter={filter} onApply={(view) => setSearch(searchOf(view, search.sort))} />}
    >
      <div className={styles.screen}>
        <RateBar search={search} onOpen={setSearch} />
        <div className={styles.split}>
          <SplitView
            id="signals"
            panes={[
              {
                id: 'board',
                label: t('board.label'),
                share: 62,
                least: 360,
                content: board.pending ? (
                  <SkeletonRows rows={12} />
                ) : board.error !== null ? (
                  <ErrorState error={board.error} kept={t('board.failedHint')} onRetry={board.retry} />
                ) : board.rows.length === 0 && !board.outdated ? (
                  <NothingThere filtered={isFiltered(search)} onClear={() => setSearch({})} />
                ) : (
                  <Board
                    ref={table}
                    board={board}
                    sort={sort}
                    onSort={onSort}
                    chosen={id}
                    onChoose={(row) => choose(row.id)}
                    onOpen={() => pane.current?.focus()}
                  />
                ),
              },
              { id: 'inspector', label: t('inspector.label'), share: 38, least: 360, content: inspector },
            ]}
          />
        </div>
      </div>
    </Screen>
  );
}

function NothingThere({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation('signals');
  const goTo = useGoTo();
  const [title, text, action, act] = filtered
    ? [t('board.noMatch'), t('board.noMatchHint'), t('board.clearFilters'), onClear]
    : [t('board.empty'), t('board.emptyHint'), t('board.emptyAction'), () => goTo('/market')];
  return (
    <EmptyState
      icon={<IconBolt size={24} aria-hidden />}
      title={title}
      text={text}
      action={
        <Button size="xs" variant="default" onClick={act}>
          {action}
        </Button>
      }
    />
  );
}

/** The rates of what the filter names. Open signals and states have no rate, so these two parts of the filter are left out. */
function RateBar({ search, onOpen }: { search: SignalSearch; onOpen: (search: SignalSearch) => void }) {
  const { t } = useTranslation('signals');
  const simulated = useSimulated();
  const { life: _life, state: _state, ...rest } = search;
  const rates = useRates(filterOf(rest));
  if (rates.data === undefined) return rates.isError ? <p className={styles.ratesFailed}>{t('rate.failed')}</p> : null;
  return (
    <section className={styles.rates} aria-label={t('rate.label')}>
      <RateGroup
        title={t('rate.published')}
        rate={rates.data.published}
        simulated={simulated}
        onOpen={() => onOpen({ ...rest, life: 'closed', state: 'validated,released' })}
      />
      <RateGroup
        title={t('rate.record')}
        hint={t('rate.recordHint')}
        rate={rates.data.record}
        simulated={simulated}
        onOpen={() => onOpen({ ...rest, life: 'closed' })}
      />
    </section>
  );
}
