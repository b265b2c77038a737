import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../app/keys';
import { DayRange } from '../../../ui/DayRange';
import { Filter, SearchField } from '../../../ui/FilterBar';
import { useDelayedText } from '../../../ui/useDelayedText';
import { useLibrary, usePeople } from '../queries';
import { useSay } from '../say';
import { chosen, RUN_STATES, type RunSearch, withSearch } from './runSearch';

/** Every filter of the history; all of it lives in the address. */
export function RunFilters({ search, onChange }: { search: RunSearch; onChange: (search: RunSearch) => void }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const procedures = useLibrary().data?.rows ?? [];
  const people = usePeople();
  const change = (part: Parameters<typeof withSearch>[1]) => onChange(withSearch(search, part));
  const list = (words: readonly string[]) => (words.length === 0 ? undefined : words.join(','));
  return (
    <>
      <TextFilter value={search.q ?? ''} onChange={(q) => change({ q: q === '' ? undefined : q })} />
      <Filter
        label={t('history.filter.procedure')}
        options={procedures.map((row) => ({ value: row.id, label: `${say(row.title)} · ${row.id}` }))}
        chosen={chosen(search, 'procedure')}
        onChange={(words) => change({ procedure: list(words) })}
      />
      <Filter
        label={t('history.filter.operator')}
        options={people.map((person) => ({ value: person.id, label: person.name }))}
        chosen={chosen(search, 'operator')}
        onChange={(words) => change({ operator: list(words) })}
      />
      <Filter
        label={t('history.filter.state')}
        options={RUN_STATES.map((value) => ({ value: value as string, label: t(`runState.${value}`) }))}
        chosen={chosen(search, 'state')}
        onChange={(words) => change({ state: list(words) })}
      />
      <DayRange from={search.from} to={search.to} onChange={change} />
    </>
  );
}

function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('sop');
  const [text, setText] = useDelayedText(value, onChange);
  const field = useRef<HTMLInputElement>(null);
  useCommand('screen.search', () => field.current?.focus());
  return <SearchField ref={field} label={t('history.search')} value={text} onChange={setText} />;
}
