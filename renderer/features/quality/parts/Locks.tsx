import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lock } from '../../../../shared/features/quality/contract';
import { useCommand } from '../../../app/keys';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { StatusTag, Time } from '../../../ui/values';
import { endText, reasonText, scopeText } from '../qualityWords';
import { useLocks, useMayManage, useNames } from '../queries';
import { LiftDialog } from './LockDialogs';

/** What is kept back now and who answers for it, then what was lifted and why. */
export function Locks() {
  const { t } = useTranslation('quality');
  const nameOf = useNames();
  const mayManage = useMayManage();
  const [lifting, setLifting] = useState<Lock | null>(null);
  const { active = [], past = [] } = useLocks().data ?? {};
  const first = active[0];
  useCommand('quality.lift', () => setLifting(first ?? null), mayManage && first !== undefined);
  const owner = (id: string) => (id.startsWith('system:') ? t('lock.console') : nameOf(id));
  return (
    <Block title={t('locks.title')} hint={t('locks.hint')}>
      {lifting !== null && <LiftDialog lock={lifting} onClose={() => setLifting(null)} />}
      {active.length + past.length === 0 ? (
        <Empty title={t('locks.none')} />
      ) : (
        <PlainTable
          label={t('locks.title')}
          columns={[
            { header: t('locks.scope') },
            { header: t('locks.state') },
            { header: t('locks.reason') },
            { header: t('locks.owner') },
            { header: t('locks.since') },
            { header: t('locks.until') },
            { header: t('locks.act') },
          ]}
        >
          {active.map((lock) => (
            <tr key={lock.id}>
              <th scope="row">{scopeText(t, lock.scope)}</th>
              <td>
                <StatusTag tone="danger">{t(`lock.kind.${lock.kind}`)}</StatusTag>
              </td>
              <td>{reasonText(t, lock)}</td>
              <td>{owner(lock.owner)}</td>
              <td>
                <Time at={lock.createdAt} />
              </td>
              <td>
                <Time at={lock.expiresAt} />
              </td>
              <td>
                {mayManage && (
                  <Button size="compact-xs" variant="default" onClick={() => setLifting(lock)}>
                    {t('locks.lift')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
          {past.map((lock) => (
            <tr key={lock.id}>
              <th scope="row">{scopeText(t, lock.scope)}</th>
              <td>{t('lock.over')}</td>
              <td>{reasonText(t, lock)}</td>
              <td>{owner(lock.owner)}</td>
              <td>
                <Time at={lock.createdAt} />
              </td>
              <td>{lock.liftedAt !== null && <Time at={lock.liftedAt} />}</td>
              <td>
                {endText(t, lock)}
                {lock.liftedBy !== null && !lock.liftedBy.startsWith('system:') && ` (${nameOf(lock.liftedBy)})`}
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
    </Block>
  );
}
