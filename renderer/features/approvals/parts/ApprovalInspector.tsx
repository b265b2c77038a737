import { useTranslation } from 'react-i18next';
import type { ApprovalDetail } from '../../../../shared/features/approvals/contract';
import { CopyButton } from '../../../ui/CopyButton';
import { Inspector, Section } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Fields, Time } from '../../../ui/values';
import { kindWord } from '../kindWords';
import { useApproval } from '../queries';
import { Amount } from './Amount';
import { ApprovalActs } from './ApprovalActs';
import { ApprovalTag } from './approvalColumns';
import styles from './approvals.module.css';
import { Glass } from './Glass';
import { Decisions, Groups } from './Standing';

/** Exactly what would be done, who has to agree, who has, and the reader's own decision. */
export function ApprovalInspector({ id }: { id: string }) {
  const { t, i18n } = useTranslation(['approvals', 'access']);
  const { data, error, isPending, refetch } = useApproval(id);
  if (isPending) return <SkeletonRows rows={10} />;
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const language = i18n.language === 'en' ? 'en' : 'fr';
  return (
    <Inspector title={data.title[language]} tags={<ApprovalTag state={data.state} t={t} />}>
      <Section>
        <Facts approval={data} />
      </Section>
      <Section>
        <ApprovalActs approval={data} />
      </Section>
      <Section title={t('approvals:what')}>
        <Fields rows={data.lines.map(({ label, value }) => ({ name: label[language], value }))} />
        <Bound approval={data} />
      </Section>
      <Section title={t('approvals:groups')}>
        <Groups groups={data.groups} />
      </Section>
      {data.decisions.length > 0 && (
        <Section title={t('approvals:decisions')}>
          <Decisions decisions={data.decisions} />
        </Section>
      )}
      <Glass approval={data} />
    </Inspector>
  );
}

function Facts({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation('approvals');
  const { kind, amount, requestedBy, requestedAt, expiresAt, settledAt, closing, state } = approval;
  const open = state === 'open' || state === 'approved';
  const rows = [
    { name: t('column.kind'), value: kindWord(kind, t) },
    ...(amount === null
      ? []
      : [
          {
            name: t('column.amount'),
            value: (
              <span className={styles.amount}>
                <Amount of={amount} />
              </span>
            ),
          },
        ]),
    { name: t('column.by'), value: requestedBy.name },
    { name: t('requestedAt'), value: <Time at={requestedAt} style="full" /> },
    { name: t(open ? 'column.expires' : 'ranOut'), value: <Time at={expiresAt} style="full" /> },
    ...(settledAt === null ? [] : [{ name: t('column.settled'), value: <Time at={settledAt} style="full" /> }]),
    ...(closing === null ? [] : [{ name: t('closing'), value: closing }]),
  ];
  return <Fields rows={rows} />;
}

const SHOWN = 12;

/** The fingerprint that a decision is bound to, and the very words of what will be carried out. */
function Bound({ approval: { digest, body } }: { approval: ApprovalDetail }) {
  const { t } = useTranslation('approvals');
  return (
    <>
      <div className={styles.digest}>
        <span>{t('digest')}</span>
        <code title={digest}>{digest.slice(0, SHOWN)}…</code>
        <CopyButton text={digest} label={t('copyDigest')} done={t('copied')} />
      </div>
      <details className={styles.note}>
        <summary>{t('body')}</summary>
        <pre className={styles.body}>{JSON.stringify(JSON.parse(body), null, 2)}</pre>
      </details>
    </>
  );
}
