import { Button, SegmentedControl } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../app/keys';
import { DayRange } from '../../../ui/DayRange';
import { Filter, SearchField } from '../../../ui/FilterBar';
import { useDelayedText } from '../../../ui/useDelayedText';
import { type AuditSearch, chosenIn, isAuditFiltered, RESULTS } from '../auditSearch';

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onChange: (search: AuditSearch) => void;
  readonly actors: readonly string[];
  readonly actions: readonly string[];
}

type Part = { readonly [Key in keyof AuditSearch]?: AuditSearch[Key] | undefined };

/** Who, what, how it ended, when: all in the address. */
export function AuditFilters({ search, onChange, actors, actions }: AuditFiltersProps) {
  const { t } = useTranslation('audit');
  const change = (part: Part) =>
    onChange(
      Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined)) as AuditSearch,
    );
  const list = (words: readonly string[]) => (words.length === 0 ? undefined : words.join(','));
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return (
    <>
      <TextFilter value={search.q ?? ''} onChange={(q) => change({ q: q === '' ? undefined : q })} />
      <Filter
        label={t('filter.actor')}
        options={plain(actors)}
        chosen={chosenIn(search, 'actor')}
        onChange={(words) => change({ actor: list(words) })}
      />
      <Filter
        label={t('filter.action')}
        options={plain(actions)}
        chosen={chosenIn(search, 'action')}
        onChange={(words) => change({ action: list(words) })}
      />
      <Filter
        label={t('filter.result')}
        options={RESULTS.map((value) => ({ value: value as string, label: t(`result.${value}`) }))}
        chosen={chosenIn(search, 'result')}
        onChange={(words) => change({ result: list(words) })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('filter.by')}
        value={search.by ?? 'all'}
        onChange={(value) => change({ by: value === 'all' ? undefined : value })}
        data={[
          { value: 'all', label: t('filter.byAll') },
          { value: 'people', label: t('filter.byPeople') },
          { value: 'system', label: t('filter.bySystem') },
        ]}
      />
      <DayRange from={search.from} to={search.to} onChange={change} />
      {isAuditFiltered(search) && (
        <Button size="xs" variant="subtle" onClick={() => onChange({})}>
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}

function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('audit');
  const [text, setText] = useDelayedText(value, onChange);
  const field = useRef<HTMLInputElement>(null);
  useCommand('screen.search', () => field.current?.focus());
  return <SearchField ref={field} label={t('filter.text')} value={text} onChange={setText} />;
}
