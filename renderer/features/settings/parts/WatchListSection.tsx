import { ActionIcon, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc, queryClient } from '../../../app/client';
import { useCommand } from '../../../app/keys';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { Row, SettingsSection } from './Row';
import styles from './settings.module.css';

/** The instruments followed, in order. */
export function WatchListSection() {
  const { t } = useTranslation('settings');
  const { data, error, isPending, refetch } = useQuery(orpc.market.instruments.queryOptions());
  const save = useSaveWatchList();
  const add = useRef<HTMLInputElement>(null);
  useCommand('screen.create', () => add.current?.focus());
  if (isPending) return <SkeletonRows rows={6} />;
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const { watchlist, instruments } = data;
  const nameOf = (id: string) => instruments.find((one) => one.id === id)?.name ?? '';
  const move = (index: number, by: number) => {
    const next = [...watchlist];
    const [moved] = next.splice(index, 1);
    if (moved === undefined) return;
    next.splice(index + by, 0, moved);
    save(next);
  };
  const remove = (id: string) => {
    save(watchlist.filter((other) => other !== id));
    tell(t('watch.removed', { instrument: id }), () => save(watchlist));
  };
  return (
    <SettingsSection id="watch" title={t('watch.title')} note={t('watch.note')}>
      <Row label={t('watch.add')}>
        <Select
          ref={add}
          size="xs"
          w={260}
          searchable
          selectFirstOptionOnChange
          aria-label={t('watch.add')}
          placeholder={t('watch.choose')}
          nothingFoundMessage={t('watch.nothing')}
          value={null}
          data={instruments
            .filter((one) => !watchlist.includes(one.id))
            .map((one) => ({ value: one.id, label: `${one.id} · ${one.name}` }))}
          onChange={(id) => {
            if (id !== null) save([...watchlist, id]);
          }}
        />
      </Row>
      <ol className={styles.list} aria-label={t('watch.title')}>
        {watchlist.map((id, index) => (
          <li key={id} className={styles.item}>
            <span className={styles.itemMain}>
              {id} <small>{nameOf(id)}</small>
            </span>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              disabled={index === 0}
              aria-label={t('watch.up', { instrument: id })}
              onClick={() => move(index, -1)}
            >
              <IconArrowUp size={14} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              disabled={index === watchlist.length - 1}
              aria-label={t('watch.down', { instrument: id })}
              onClick={() => move(index, 1)}
            >
              <IconArrowDown size={14} aria-hidden />
            </ActionIcon>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('watch.remove', { instrument: id })}
              onClick={() => remove(id)}
            >
              <IconTrash size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ol>
    </SettingsSection>
  );
}

/** Saves a new order at once, and shows it before the answer. */
function useSaveWatchList(): (watchlist: readonly string[]) => void {
  const key = orpc.market.instruments.queryKey();
  const save = useMutation(
    orpc.market.setWatchlist.mutationOptions({
      onMutate: ({ instruments }) => {
        queryClient.setQueryData(key, (known) => (known === undefined ? known : { ...known, watchlist: [...instruments] }));
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
    }),
  );
  return (watchlist) => save.mutate({ instruments: [...watchlist] });
}
