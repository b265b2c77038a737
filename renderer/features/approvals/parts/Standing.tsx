import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ApprovalDetail } from '../../../../shared/features/approvals/contract';
import { Time } from '../../../ui/values';
import styles from './approvals.module.css';

/** Every group has to agree; which has, through whom, and with whose rights. */
export function Groups({ groups }: Pick<ApprovalDetail, 'groups'>) {
  const { t } = useTranslation(['approvals', 'access']);
  return (
    <ul className={styles.groups}>
      {groups.map(({ id, roles, level, tier, approval }) => {
        const Mark = approval === null ? IconCircle : IconCircleCheck;
        const needs = [
          roles.map((role) => t(`access:role.${role}`)).join(t('approvals:or')),
          ...(level === undefined ? [] : [t('approvals:fromLevel', { level })]),
          ...(tier === undefined || tier === 0 ? [] : [t('approvals:fromTier', { tier })]),
        ].join(' · ');
        return (
          <li key={id} className={styles.group} data-given={approval !== null || undefined}>
            <Mark size={16} aria-hidden />
            <div>
              {needs}
              <small>
                {approval === null ? (
                  t('approvals:waits')
                ) : (
                  <>
                    {approval.by.id === approval.holder.id
                      ? t('approvals:givenBy', { name: approval.by.name })
                      : t('approvals:givenFor', { name: approval.by.name, holder: approval.holder.name })}{' '}
                    · <Time at={approval.at} style="short" />
                  </>
                )}
              </small>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export function Decisions({ decisions }: Pick<ApprovalDetail, 'decisions'>) {
  const { t } = useTranslation('approvals');
  return (
    <ul className={styles.decisions}>
      {decisions.map(({ at, by, verdict, reason }) => (
        <li key={`${at}${by.id}`}>
          {t(`verdict.${verdict}`, { name: by.name })} · <Time at={at} style="short" />
          <small>{reason}</small>
        </li>
      ))}
    </ul>
  );
}
