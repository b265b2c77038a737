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
      ) : data === undefined || chosen === null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Desk data={data} chosen={chosen} onChoose={choose} />
      )}
    </Screen>
  );
}

interface DeskProps {
  readonly data: { readonly instruments: readonly Instrument[]; readonly watchlist: readonly string[] };
  readonly chosen: Instrument;
  readonly onChoose: (instrument: string) => void;
}

function Desk({ data, chosen, onChoose }: DeskProps) {
  const { t } = useTranslation('market');
  const signals = useInstrumentSignals(chosen.id);
  return (
    <SplitView
      id="market"
      panes={[
        {
          id: 'list',
          label: t('watchlist'),
          size: 336,
          least: 334,
          content: <WatchList {...data} chosen={chosen.id} onChoose={onChoose} />,
        },
        { id: 'chart', label: t('chart'), least: 320, content: <ChartPanel instrument={chosen} signals={signals} /> },
        {
          id: 'detail',
          label: t('detail'),
          size: 264,
          least: 240,
          content: <QuotePanel instrument={chosen} signals={signals} />,
        },
      ]}
    />
  );
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
