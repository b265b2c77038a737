import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BackupState, RestoreRow } from '../../../../shared/features/backups/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { tell } from '../../../ui/toasts';
import { StatusTag, Time } from '../../../ui/values';
import { problemText, refusalText } from '../problemWords';
import { useRestore } from '../queries';

/** Restores asked for and carried out, and the drills. */
export function Restores({ state }: { state: BackupState }) {
  const { t } = useTranslation('backups');
  return (
    <Block title={t('restores.title')} hint={t('restores.hint')}>
      {state.restores.length === 0 ? (
        <Empty title={t('restores.none')} />
      ) : (
        <PlainTable
          label={t('restores.title')}
          columns={[
            { header: t('restores.asked') },
            { header: t('restores.by') },
            { header: t('restores.point') },
            { header: t('restores.state') },
            { header: t('restores.took') },
            { header: t('restores.kept') },
            { header: t('restores.acts') },
          ]}
        >
          {state.restores.map((row) => (
            <RestoreLine key={row.id} row={row} />
          ))}
        </PlainTable>
      )}
    </Block>
  );
}

function RestoreLine({ row }: { row: RestoreRow }) {
  const { t } = useTranslation('backups');
  const format = useFormat();
  const restore = useRestore();
  const act = () =>
    restore.mutate(
      { id: row.id },
      {
        onSuccess: ({ restarting }) => tell(t(restarting ? 'restores.restarting' : 'restores.startAgain')),
        onError: (error) => tell(refusalText(t, error)),
      },
    );
  return (
    <tr>
      <th scope="row" title={row.reason}>
        <Time at={row.requestedAt} />
      </th>
      <td>{row.requestedBy}</td>
      <td>
        <Time at={row.takenAt} style="full" />
      </td>
      <td>
        <StatusTag tone={row.state === 'requested' || row.state === 'to-countersign' ? 'warning' : 'neutral'}>
          {row.state === 'requested' && row.approval !== 'none' ? t(`approval.${row.approval}`) : t(`restoreState.${row.state}`)}
        </StatusTag>
      </td>
      <td>{formatDuration(row.durationMs, format)}</td>
      <td>{row.keptAs ?? '–'}</td>
      <td>
        {row.state === 'requested' && row.approval === 'approved' && (
          <Button size="compact-xs" color="red" loading={restore.isPending} onClick={act}>
            {t('restores.act')}
          </Button>
        )}
        {row.state === 'armed' && t('restores.startAgain')}
      </td>
    </tr>
  );
}

export function Drills({ state }: { state: BackupState }) {
  const { t } = useTranslation('backups');
  const format = useFormat();
  return (
    <Block title={t('drills.title')} hint={t('drills.hint')}>
      {state.drills.length === 0 ? (
        <Empty title={t('drills.none')} text={t('drills.noneHint')} />
      ) : (
        <PlainTable
          label={t('drills.title')}
          columns={[{ header: t('drills.at') }, { header: t('drills.result') }, { header: t('drills.took') }]}
        >
          {state.drills.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Time at={row.at} style="full" />
              </th>
              <td>
                <StatusTag tone={row.ok ? 'live' : 'danger'}>{row.ok ? t('drills.ok') : problemText(t, row.problem)}</StatusTag>
              </td>
              <td>{formatDuration(row.durationMs, format)}</td>
            </tr>
          ))}
        </PlainTable>
      )}
    </Block>
  );
}
