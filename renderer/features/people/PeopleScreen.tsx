import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useKeyOf } from '../../app/keys';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { Cases } from './parts/Cases';
import { OpenCaseDialog } from './parts/OpenCaseDialog';
import { Review } from './parts/Review';
import { type PeopleSearch, STATES } from './peopleSearch';
import { useMayManage } from './queries';

const VIEWS = ['cases', 'review'] as const;

/** Who comes and who goes, with what has to be done outside the console, and the quarterly review of rights. */
export function PeopleScreen() {
  const { t } = useTranslation('people');
  const search = useSearch({ from: '/people' });
  const navigate = useNavigate({ from: '/people' });
  const mayManage = useMayManage();
  const [opening, setOpening] = useState(false);
  const { view = 'cases', state = 'open' } = search;
  const setSearch = (next: PeopleSearch) =>
    void navigate({ search: ({ window }) => ({ ...next, ...(window === undefined ? {} : { window }) }), replace: true });
  const show = (next: (typeof VIEWS)[number]) => setSearch(next === 'review' ? { view: 'review' } : {});
  useCommand('people.cases', () => show('cases'));
  useCommand('people.review', () => show('review'));
  useCommand('screen.create', () => setOpening(true), mayManage && view === 'cases');
  return (
    <Screen
      title={t('title')}
      filters={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('view.label')}
            value={view}
            onChange={(value) => show(value as (typeof VIEWS)[number])}
            data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
          />
          {view === 'cases' && (
            <SegmentedControl
              size="xs"
              aria-label={t('filter.label')}
              value={state}
              onChange={(value) => setSearch(value === 'open' ? {} : { state: value as 'over' | 'all' })}
              data={STATES.map((value) => ({ value, label: t(`filter.${value}`) }))}
            />
          )}
        </>
      }
      actions={mayManage && view === 'cases' && <Open onOpen={() => setOpening(true)} />}
    >
      {view === 'review' ? (
        <Review mayManage={mayManage} />
      ) : (
        <Cases search={search} onChoose={(id) => setSearch({ ...search, id })} mayManage={mayManage} />
      )}
      {opening && <OpenCaseDialog onClose={() => setOpening(false)} onOpened={(id) => setSearch({ id })} />}
    </Screen>
  );
}

function Open({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('people');
  return (
    <KeyTip label={t('open.title')} shortcut={useKeyOf('screen.create')}>
      <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={onOpen}>
        {t('open.act')}
      </Button>
    </KeyTip>
  );
}
