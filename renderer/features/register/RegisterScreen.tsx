import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY } from '../../../shared/base/time';
import type { RegisterFilter } from '../../../shared/features/register/contract';
import { useCommand, useKeyOf } from '../../app/keys';
import { useGoTo } from '../../app/navigation';
import { useNow } from '../../ui/format/FormatProvider';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { Entries } from './parts/Entries';
import { EntryPane } from './parts/EntryPane';
import { Proofs } from './parts/Proofs';
import { RegisterFilters } from './parts/RegisterFilters';
import styles from './parts/register.module.css';
import { StateBand } from './parts/StateBand';
import { useRegisterState } from './queries';
import { useRegisterExport } from './useRegisterExport';
import { useWalk } from './useWalk';

const YEAR = 365 * DAY;

/** What was decided and what became of it, for good; proven again each night, and taken away as a file that anybody can check. */
export function RegisterScreen() {
  const { t } = useTranslation('register');
  const { sequence } = useParams({ from: '/register/{-$sequence}' });
  const goTo = useGoTo();
  const today = Math.floor(useNow() / DAY) * DAY;
  const [chosenFilter, setFilter] = useState<RegisterFilter>({});
  const filter = useMemo(() => ({ from: today - YEAR, ...chosenFilter }), [chosenFilter, today]);
  const state = useRegisterState();
  const walk = useWalk();
  const exporting = useRegisterExport(filter);
  const chosen = sequence === undefined || !/^\d+$/.test(sequence) ? null : Number(sequence);
  const choose = (next: number | null) => goTo(next === null ? '/register' : `/register/${next}`, { replace: true });
  useCommand('register.verify', walk.start);
  useCommand('register.json', () => exporting.start('json'));
  useCommand('register.csv', () => exporting.start('csv'));
  useCommand('register.proofs', () => choose(null));
  return (
    <Screen
      title={t('title')}
      filters={<RegisterFilters filter={chosenFilter} onChange={setFilter} instruments={state.data?.instruments ?? []} />}
      actions={<Acts onVerify={walk.start} onExport={exporting.start} />}
    >
      <div className={styles.screen}>
        <StateBand state={state.data} walk={walk} exporting={exporting} onShow={choose} />
        <div className={styles.list}>
          <SplitView
            id="register"
            panes={[
              {
                id: 'entries',
                label: t('list'),
                share: 58,
                least: 420,
                content: <Entries filter={filter} chosen={chosen} onChoose={choose} onClear={() => setFilter({})} />,
              },
              {
                id: 'pane',
                label: t('pane'),
                share: 42,
                least: 340,
                content:
                  chosen === null ? (
                    <Proofs state={state.data} />
                  ) : (
                    <EntryPane key={chosen} sequence={chosen} onChoose={choose} onClose={() => choose(null)} />
                  ),
              },
            ]}
          />
        </div>
      </div>
    </Screen>
  );
}

function Acts({ onVerify, onExport }: { onVerify: () => void; onExport: (format: 'json' | 'csv') => void }) {
  const { t } = useTranslation('register');
  const keys = { verify: useKeyOf('register.verify'), json: useKeyOf('register.json'), csv: useKeyOf('register.csv') };
  return (
    <>
      <KeyTip label={t('key.verify')} shortcut={keys.verify}>
        <Button size="xs" variant="default" onClick={onVerify}>
          {t('verify.start')}
        </Button>
      </KeyTip>
      <KeyTip label={t('key.csv')} shortcut={keys.csv}>
        <Button size="xs" variant="default" onClick={() => onExport('csv')}>
          {t('export.csv')}
        </Button>
      </KeyTip>
      <KeyTip label={t('key.json')} shortcut={keys.json}>
        <Button size="xs" variant="default" onClick={() => onExport('json')}>
          {t('export.json')}
        </Button>
      </KeyTip>
    </>
  );
}
