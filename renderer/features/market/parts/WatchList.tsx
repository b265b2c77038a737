import { IconArrowsCross, IconClockPause, IconMoon } from '@tabler/icons-react';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { useConnectionState } from '../../../app/client';
import { plain } from '../../../app/fuzzy';
import { useCommand } from '../../../app/keys';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { SearchField } from '../../../ui/FilterBar';
import { Sparkline } from '../../../ui/Sparkline';
import { EmptyState } from '../../../ui/states';
import { Change, Price } from '../../../ui/values';
import { useSparklines } from '../queries';
import { useQuote, useQuoteStream } from '../quotes';
import styles from './market.module.css';

interface WatchListProps {
  readonly instruments: readonly Instrument[];
  readonly watchlist: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (instrument: string) => void;
}

/** The instruments followed, live; a search looks through every instrument known. */
export function WatchList({ instruments, watchlist, chosen, onChoose }: WatchListProps) {
  const { t } = useTranslation('market');
  const [query, setQuery] = useState('');
  const table = useRef<TableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => shown(instruments, watchlist, query), [instruments, watchlist, query]);
  const ids = rows.map((row) => row.id);
  useQuoteStream(chosen === null || ids.includes(chosen) ? ids : [...ids, chosen]);
  const closes = useSparklines(ids);
  useListKeys(table, search);
  const takeFirst = () => {
    const first = rows[0];
    if (first === undefined) return;
    onChoose(first.id);
    setQuery('');
    search.current?.blur();
  };
  const columns = useMemo(
    (): readonly Column<Instrument>[] => [
      { id: 'name', header: t('column.instrument'), width: 'minmax(102px, 1fr)', cell: (row) => <Name instrument={row} /> },
      {
        id: 'line',
        header: t('column.day'),
        width: '56px',
        cell: (row) => <Sparkline values={closes[row.id] ?? []} width={42} />,
      },
      {
        id: 'price',
        header: t('column.price'),
        width: '80px',
        align: 'end',
        cell: (row) => <LivePrice instrument={row} />,
      },
      { id: 'change', header: t('column.change'), width: '98px', align: 'end', cell: (row) => <LiveChange instrument={row} /> },
    ],
    [t, closes],
  );
  return (
    <div className={styles.watch}>
      <div className={styles.watchSearch}>
        <SearchField
          ref={search}
          value={query}
          onChange={setQuery}
          label={t('search')}
          onEnter={takeFirst}
          onDown={() => table.current?.focus()}
        />
      </div>
      <div className={styles.watchList}>
        {rows.length === 0 ? (
          <EmptyState
            title={t(query === '' ? 'empty.title' : 'empty.noMatch')}
            text={t(query === '' ? 'empty.text' : 'empty.noMatchText')}
          />
        ) : (
          <DataTable
            ref={table}
            label={t('watchlist')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            chosen={chosen}
            onChoose={(row) => onChoose(row.id)}
          />
        )}
      </div>
    </div>
  );
}

function useListKeys(table: RefObject<TableHandle | null>, search: RefObject<HTMLInputElement | null>): void {
  useCommand('list.next', () => table.current?.move(1));
  useCommand('list.previous', () => table.current?.move(-1));
  useCommand('screen.search', () => search.current?.select());
}

function shown(instruments: readonly Instrument[], watchlist: readonly string[], query: string): readonly Instrument[] {
  const wanted = plain(query.trim());
  if (wanted !== '') return instruments.filter((one) => plain(`${one.id} ${one.name}`).includes(wanted));
  return watchlist.flatMap((id) => instruments.find((one) => one.id === id) ?? []);
}

function Name({ instrument }: { instrument: Instrument }) {
  const { t } = useTranslation('market');
  const quote = useQuote(instrument.id);
  return (
    <span className={styles.name} title={instrument.name}>
      {instrument.id}
      {quote?.session === 'closed' && <Mark kind="closed" label={t('mark.closed')} Icon={IconMoon} />}
      {quote?.stale === true && quote.session === 'open' && <Mark kind="stale" label={t('mark.stale')} Icon={IconClockPause} />}
      {quote?.crossed === true && <Mark kind="crossed" label={t('mark.crossed')} Icon={IconArrowsCross} />}
    </span>
  );
}

function Mark({ kind, label, Icon }: { kind: string; label: string; Icon: typeof IconMoon }) {
  return (
    <span className={styles.mark} data-kind={kind} title={label}>
      <Icon size={13} aria-hidden />
      <span className="s-hidden">{label}</span>
    </span>
  );
}

function LivePrice({ instrument }: { instrument: Instrument }) {
  const quote = useQuote(instrument.id);
  const unsure = useConnectionState() !== 'connected' || quote?.stale === true || quote?.crossed === true;
  return <Price value={quote?.price ?? null} decimals={instrument.decimals} tone={unsure ? 'struck' : undefined} />;
}

function LiveChange({ instrument }: { instrument: Instrument }) {
  return <Change value={useQuote(instrument.id)?.change24h ?? null} />;
}
