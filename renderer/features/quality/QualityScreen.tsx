import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CauseName } from '../../../shared/features/quality/causes';
import type { Alert, Overview } from '../../../shared/features/quality/contract';
import { EVERYTHING } from '../../../shared/features/quality/figures';
import { useCommand, useKeyOf } from '../../app/keys';
import { useListKeys } from '../../app/useListKeys';
import type { TableHandle } from '../../ui/DataTable';
import { KeyTip } from '../../ui/KeyHint';
import { Screen, Scroll } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { AlertPane, Alerts } from './parts/Alerts';
import { DrawdownChart } from './parts/DrawdownChart';
import { PauseDialog } from './parts/LockDialogs';
import { Locks } from './parts/Locks';
import { LoserPane } from './parts/LoserPane';
import { Losers } from './parts/Losers';
import { Patterns } from './parts/Patterns';
import { Rates } from './parts/Rates';
import { Tiles } from './parts/Tiles';
import { useLocks, useLosers, useMayManage, useOverview } from './queries';

/** How published signals did, which thresholds are up, why losers lost, and what is kept back. */
export function QualityScreen() {
  const { t } = useTranslation('quality');
  const overview = useOverview();
  const [pausing, setPausing] = useState<'all' | 'one' | null>(null);
  const mayManage = useMayManage();
  const stopped = useLocks().data?.active.some(({ scope }) => scope === EVERYTHING) ?? true;
  useCommand('quality.pause', () => setPausing('one'), mayManage);
  const pauseKey = useKeyOf('quality.pause');
  const actions = mayManage && (
    <>
      <KeyTip label={t('key.pause')} shortcut={pauseKey}>
        <Button size="xs" variant="default" onClick={() => setPausing('one')}>
          {t('pauseOne')}
        </Button>
      </KeyTip>
      {!stopped && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconHandStop size={14} aria-hidden />}
          onClick={() => setPausing('all')}
        >
          {t('stopAll')}
        </Button>
      )}
    </>
  );
  return (
    <Screen title={t('title')} actions={actions}>
      {pausing !== null && <PauseDialog scope={pausing === 'all' ? EVERYTHING : null} onClose={() => setPausing(null)} />}
      {overview.data === undefined ? (
        overview.isError ? (
          <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
        ) : (
          <SkeletonRows rows={14} />
        )
      ) : (
        <Desk overview={overview.data} />
      )}
    </Screen>
  );
}

type Chosen = { readonly kind: 'loser'; readonly id: string } | { readonly kind: 'alert'; readonly alert: Alert } | null;

function Desk({ overview }: { overview: Overview }) {
  const { t } = useTranslation('quality');
  const [days, setDays] = useState(7);
  const [cause, setCause] = useState<CauseName | 'unknown' | null>(null);
  const [chosen, setChosen] = useState<Chosen>(null);
  const losers = useLosers(days, cause);
  const table = useRef<TableHandle>(null);
  useListKeys(table);
  const loser = chosen?.kind === 'loser' ? losers.data?.rows.find(({ id }) => id === chosen.id) : undefined;
  return (
    <SplitView
      id="quality"
      panes={[
        {
          id: 'desk',
          label: t('overview'),
          share: 68,
          least: 520,
          content: (
            <Scroll label={t('overview')}>
              <Tiles overview={overview} />
              <Rates overview={overview} />
              <DrawdownChart overview={overview} />
              <Losers
                ref={table}
                losers={losers}
                {...{ days, cause }}
                chosen={loser?.id ?? null}
                onDays={setDays}
                onCause={setCause}
                onChoose={({ id }) => setChosen({ kind: 'loser', id })}
              />
              <Patterns days={days} />
              <Locks />
              <Alerts onChoose={(alert) => setChosen({ kind: 'alert', alert })} />
            </Scroll>
          ),
        },
        {
          id: 'detail',
          label: t('pane.label'),
          share: 32,
          least: 300,
          content:
            chosen?.kind === 'alert' ? (
              <AlertPane alert={chosen.alert} />
            ) : loser === undefined ? (
              <EmptyState title={t('pane.choose')} text={t('pane.chooseHint')} />
            ) : (
              <LoserPane loser={loser} />
            ),
        },
      ]}
    />
  );
}
