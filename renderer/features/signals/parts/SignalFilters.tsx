import { Button, SegmentedControl } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { TIMEFRAMES } from '../../../../shared/base/time';
import { useCommand } from '../../../app/keys';
import { DayRange } from '../../../ui/DayRange';
import { Filter, SearchField } from '../../../ui/FilterBar';
import { useDelayedText } from '../../../ui/useDelayedText';
import { useInstruments } from '../queries';
import { chosen, DIRECTIONS, isFiltered, type SignalSearch, STATES } from '../signalSearch';
import { STRATEGIES, useStrategyName } from '../strategyNames';

interface SignalFiltersProps {
  readonly search: SignalSearch;
  readonly onChange: (search: SignalSearch) => void;
}

/** Every filter of the board; all of it lives in the address. */
export function SignalFilters({ search, onChange }: SignalFiltersProps) {
  const { t } = useTranslation('signals');
  const instruments = useInstruments();
  const strategyName = useStrategyName();
  const change = (part: { readonly [Key in keyof SignalSearch]?: SignalSearch[Key] | undefined }) =>
    onChange(merged(search, part));
  const list = (words: readonly string[]) => (words.length === 0 ? undefined : words.join(','));
  return (
    <>
      <TextFilter value={search.q ?? ''} onChange={(q) => change({ q: q === '' ? undefined : q })} />
      <Filter
        label={t('filter.instrument')}
        options={[...instruments.values()].map((one) => ({ value: one.id, label: one.id }))}
        chosen={chosen(search, 'instrument')}
        onChange={(words) => change({ instrument: list(words) })}
      />
      <Filter
        label={t('column.timeframe')}
        options={TIMEFRAMES.map((value) => ({ value, label: value }))}
        chosen={chosen(search, 'tf') as readonly (typeof TIMEFRAMES)[number][]}
        onChange={(words) => change({ tf: list(words) })}
      />
      <Filter
        label={t('filter.direction')}
        options={DIRECTIONS.map((value) => ({ value: value as string, label: t(`direction.${value}`) }))}
        chosen={chosen(search, 'dir')}
        onChange={(words) => change({ dir: list(words) })}
      />
      <Filter
        label={t('filter.strategy')}
        options={STRATEGIES.map((value) => ({ value, label: strategyName(value) }))}
        chosen={chosen(search, 'strategy')}
        onChange={(words) => change({ strategy: list(words) })}
      />
      <Filter
        label={t('filter.state')}
        options={STATES.map((value) => ({ value: value as string, label: t(`state.${value}`) }))}
        chosen={chosen(search, 'state')}
        onChange={(words) => change({ state: list(words) })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('filter.life')}
        value={search.life ?? 'all'}
        onChange={(value) => change({ life: value === 'open' || value === 'closed' ? value : undefined })}
        data={[
          { value: 'all', label: t('filter.lifeAll') },
          { value: 'open', label: t('filter.lifeOpen') },
          { value: 'closed', label: t('filter.lifeClosed') },
        ]}
      />
      <DayRange from={search.from} to={search.to} onChange={change} />
      {isFiltered(search) && (
        <Button size="xs" variant="subtle" onClick={() => onChange(search.sort === undefined ? {} : { sort: search.sort })}>
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}

/** Changed keys over the rest; an undefined one is taken out, so that the address holds only what says something. */
function merged(
  search: SignalSearch,
  part: { readonly [Key in keyof SignalSearch]?: SignalSearch[Key] | undefined },
): SignalSearch {
  return Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined)) as SignalSearch;
}

function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('signals');
  const [text, setText] = useDelayedText(value, onChange);
  const field = useRef<HTMLInputElement>(null);
  useCommand('screen.search', () => field.current?.focus());
  return <SearchField ref={field} label={t('filter.text')} value={text} onChange={setText} />;
}
