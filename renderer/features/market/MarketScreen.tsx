import { ActionIcon } from '@mantine/core';
import { IconExternalLink, IconStar, IconStarFilled } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Instrument } from '../../../shared/features/market/instrument';
import { orpc, queryClient } from '../../app/client';
import { runCommand, useCommand, useKeyOf } from '../../app/keys';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { tell } from '../../ui/toasts';
import { ChartPanel } from './parts/ChartPanel';
import { Controls } from './parts/Controls';
import { QuotePanel } from './parts/QuotePanel';
import { WatchList } from './parts/WatchList';
import { useInstrumentSignals, useInstruments } from './queries';

/** The live market: the instruments followed, one chart, and what is known of the instrument in front. */
export function MarketScreen() {
  const { t } = useTranslation(['app', 'market']);
  const { data, error, isPending, refetch } = useInstruments();
  const { instrument: asked } = useParams({ from: '/market/{-$instrument}' });
  const navigate = useNavigate();
  const chosen = data?.instruments.find((one) => one.id === (asked ?? data.watchlist[0])) ?? data?.instruments[0] ?? null;
  const choose = (instrument: string) =>
    void navigate({ to: '/market/{-$instrument}', params: { instrument }, search: (before) => before, replace: true });
  return (
    <Screen
      title={t('app:screen.market')}
      filters={<Controls />}
      actions={
        <>
          {chosen !== null && data !== undefined && <WatchButton instrument={chosen} watchlist={data.watchlist} />}
          <DetachButton />
        </>
      }
    >
      {isPending ? (
        <SkeletonRows rows={16} />
      ) : data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <SplitView
          id="market"
          panes={[
            {
              id: 'list',
              label: t('market:watchlist'),
              size: 334,
              least: 330,
              content: (
                <WatchList
                  instruments={data.instruments}
                  watchlist={data.watchlist}
                  chosen={chosen?.id ?? null}
                  onChoose={choose}
                />
              ),
            },
            {
              id: 'chart',
              label: t('market:chart'),

              least: 320,
              content: chosen !== null && <Middle instrument={chosen} />,
            },
            {
              id: 'detail',
              label: t('market:detail'),
              size: 264,
              least: 240,
              content: chosen !== null && <Right instrument={chosen} />,
            },
          ]}
        />
      )}
    </Screen>
  );
}

function Middle({ instrument }: { instrument: Instrument }) {
  return <ChartPanel instrument={instrument} signals={useInstrumentSignals(instrument.id)} />;
}

function Right({ instrument }: { instrument: Instrument }) {
  return <QuotePanel instrument={instrument} signals={useInstrumentSignals(instrument.id)} />;
}

/** Puts the instrument on the watch list or takes it off; taking off can be undone. */
function WatchButton({ instrument, watchlist }: { instrument: Instrument; watchlist: readonly string[] }) {
  const { t } = useTranslation('market');
  const save = useMutation(
    orpc.market.setWatchlist.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.market.instruments.key() }),
    }),
  );
  const watched = watchlist.includes(instrument.id);
  const change = () => {
    const next = watched ? watchlist.filter((id) => id !== instrument.id) : [...watchlist, instrument.id];
    save.mutate(
      { instruments: [...next] },
      {
        onSuccess: () =>
          tell(t(watched ? 'watch.removed' : 'watch.added', { instrument: instrument.id }), () =>
            save.mutate({ instruments: [...watchlist] }),
          ),
      },
    );
  };
  useCommand('market.watch', change);
  const Star = watched ? IconStarFilled : IconStar;
  return (
    <KeyTip label={t('command.watch')} shortcut={useKeyOf('market.watch')}>
      <ActionIcon variant="subtle" color="gray" aria-label={t('command.watch')} aria-pressed={watched} onClick={change}>
        <Star size={16} aria-hidden />
      </ActionIcon>
    </KeyTip>
  );
}

function DetachButton() {
  const { t } = useTranslation('app');
  return (
    <KeyTip label={t('command.detach')} shortcut={useKeyOf('window.detach')}>
      <ActionIcon variant="subtle" color="gray" aria-label={t('command.detach')} onClick={() => runCommand('window.detach')}>
        <IconExternalLink size={16} aria-hidden />
      </ActionIcon>
    </KeyTip>
  );
}
