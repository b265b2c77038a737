import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../app/client';
import { DataTable } from '../../ui/DataTable';
import { Screen } from '../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../ui/states';

export function MarketScreen() {
  const { t } = useTranslation(['app', 'market']);
  const instruments = useQuery(orpc.market.instruments.queryOptions());
  return (
    <Screen title={t('app:screen.market')}>
      {instruments.isPending ? (
        <SkeletonRows />
      ) : instruments.isError ? (
        <ErrorState error={instruments.error} onRetry={() => void instruments.refetch()} />
      ) : (
        <DataTable
          label={t('market:watchlist')}
          columns={[{ id: 'name', header: t('market:watchlist'), width: '1fr', cell: (row) => row.name }]}
          rows={instruments.data.instruments}
          rowKey={(row) => row.id}
          chosen={null}
          onChoose={() => undefined}
        />
      )}
    </Screen>
  );
}
