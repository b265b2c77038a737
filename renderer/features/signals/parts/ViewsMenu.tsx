import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView, SignalFilter } from '../../../../shared/features/signals/contract';
import { tell } from '../../../ui/toasts';
import { useDeleteView, useSaveView, useViews } from '../queries';
import styles from './signals.module.css';

interface ViewsMenuProps {
  readonly filter: SignalFilter;
  readonly onApply: (filter: SignalFilter) => void;
}

/** Filters kept under a name: apply one, keep the present one, remove one (with ten seconds to take it back). */
export function ViewsMenu({ filter, onApply }: ViewsMenuProps) {
  const { t } = useTranslation('signals');
  const [open, setOpen] = useState(false);
  const { data } = useViews();
  const views = data?.views ?? [];
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" shadow="none" trapFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBookmark size={14} aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('view.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('view.label')}>
        <div className={styles.views}>
          {views.length === 0 && <p className={styles.faint}>{t('view.noneHint')}</p>}
          {views.map((view) => (
            <ViewLine
              key={view.id}
              view={view}
              onApply={() => {
                onApply(view.filter);
                setOpen(false);
              }}
            />
          ))}
          <SaveView filter={filter} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function ViewLine({ view, onApply }: { view: SavedView; onApply: () => void }) {
  const { t } = useTranslation('signals');
  const remove = useDeleteView();
  const save = useSaveView();
  const drop = () => {
    remove.mutate(
      { id: view.id },
      {
        onSuccess: () =>
          tell(t('view.deleted', { name: view.name }), () => save.mutate({ name: view.name, filter: view.filter })),
      },
    );
  };
  return (
    <div className={styles.view}>
      <Button size="xs" variant="subtle" justify="flex-start" aria-label={t('view.apply', { name: view.name })} onClick={onApply}>
        {view.name}
      </Button>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="var(--s-text-secondary)"
        aria-label={t('view.delete', { name: view.name })}
        loading={remove.isPending}
        onClick={drop}
      >
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function SaveView({ filter }: { filter: SignalFilter }) {
  const { t } = useTranslation('signals');
  const [name, setName] = useState('');
  const save = useSaveView();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    save.mutate(
      { name: name.trim(), filter },
      {
        onSuccess: (view) => {
          setName('');
          tell(t('view.saved', { name: view.name }));
        },
      },
    );
  };
  return (
    <form className={styles.saveView} onSubmit={submit}>
      <TextInput
        size="xs"
        flex={1}
        maxLength={60}
        aria-label={t('view.name')}
        placeholder={t('view.namePlaceholder')}
        value={name}
        error={save.isError ? t('view.failed') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={name.trim() === ''} loading={save.isPending}>
        {t('view.save')}
      </Button>
    </form>
  );
}
