import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PERMISSIONS } from '../../../../shared/base/access';
import type { Operator } from '../../../../shared/features/access/operator';
import { orpc } from '../../../app/client';
import { useHello } from '../../../app/frame/hello';
import { Inspector, Section } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Age, Fields, Time } from '../../../ui/values';
import { SESSIONS_EVERY_MS } from '../queries';
import { byNoun, permissionKey } from '../rightsView';
import styles from './access.module.css';
import { OperatorActs } from './OperatorActs';
import { SecondFactorTag, StateTag } from './OperatorTags';
import { rolesText } from './operatorColumns';
import { RightsEditor } from './RightsEditor';
import { SessionList } from './SessionList';

/** One operator: who, what they may do and why, where they are signed in, and the acts upon the account. */
export function OperatorInspector({ id, mayManage }: { id: string; mayManage: boolean }) {
  const { t } = useTranslation('access');
  const own = useHello()?.operator?.id === id;
  const { data, error, isPending, refetch } = useQuery(
    orpc.access.operator.queryOptions({ input: { id }, refetchInterval: SESSIONS_EVERY_MS }),
  );
  if (isPending) return <SkeletonRows rows={10} />;
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const { operator, sessions } = data;
  const edits = mayManage && !own && operator.state !== 'archived';
  return (
    <Inspector title={operator.name} tags={<StateTag state={operator.state} />}>
      <Section>
        <Facts operator={operator} />
      </Section>
      {mayManage && (
        <Section title={t('acts.title')}>
          {own ? <p className={styles.note}>{t('acts.own')}</p> : <OperatorActs operator={operator} />}
        </Section>
      )}
      <Section title={t('rights.title')}>
        {edits ? <RightsEditor key={rightsKey(operator)} operator={operator} /> : <RightsRead operator={operator} />}
      </Section>
      <Section title={t('inspector.permissions')}>
        <Permissions permissions={data.permissions} />
      </Section>
      <Section title={t('inspector.sessions')}>
        <SessionList sessions={sessions} />
      </Section>
    </Inspector>
  );
}

/** A new editor once the rights themselves have changed; that somebody was just seen must not undo what is being written. */
const rightsKey = ({ roles, level, tier, team }: Operator) => JSON.stringify([roles, level, tier, team]);

function Facts({ operator }: { operator: Operator }) {
  const { t } = useTranslation('access');
  const time = (at: number | null) => (at === null ? '–' : <Time at={at} style="full" />);
  const invitation = operator.invitationExpiresAt;
  return (
    <Fields
      rows={[
        { name: t('field.email'), value: operator.email },
        { name: t('field.language'), value: t(`language.${operator.language}`) },
        { name: t('field.timeZone'), value: operator.timeZone },
        { name: t('column.seen'), value: <Age at={operator.lastSeenAt} /> },
        { name: t('inspector.created'), value: time(operator.createdAt) },
        { name: t('inspector.password'), value: time(operator.passwordAt) },
        { name: t('column.secondFactor'), value: <SecondFactorTag operator={operator} /> },
        { name: t('inspector.factorSince'), value: time(operator.secondFactorAt) },
        ...(invitation === null ? [] : [{ name: t('inspector.invitation'), value: time(invitation) }]),
      ]}
    />
  );
}

function RightsRead({ operator }: { operator: Operator }) {
  const { t } = useTranslation('access');
  return (
    <Fields
      rows={[
        { name: t('rights.roles'), value: rolesText(operator, t, operator.roles.length) },
        { name: t('rights.level'), value: t(`level.${operator.level}`) },
        { name: t('rights.tier'), value: t(`tier.${operator.tier}`) },
        { name: t('rights.team'), value: operator.team === '' ? '–' : operator.team },
      ]}
    />
  );
}

function Permissions({ permissions }: { permissions: readonly string[] }) {
  const { t } = useTranslation('access');
  const known = PERMISSIONS.filter((permission) => permissions.includes(permission));
  if (known.length === 0) return <p className={styles.note}>{t('inspector.noPermission')}</p>;
  return (
    <dl className={styles.group}>
      {byNoun(known).map(([noun, rights]) => (
        <div key={noun}>
          <dt>{t(`noun.${noun}`)}</dt>
          {rights.map((permission) => (
            <dd key={permission}>{t(permissionKey(permission))}</dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
