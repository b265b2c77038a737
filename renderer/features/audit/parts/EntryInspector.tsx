import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '../../../../shared/features/audit/contract';
import { useGoTo } from '../../../app/navigation';
import { CopyButton } from '../../../ui/CopyButton';
import { Inspector, Section } from '../../../ui/Screen';
import { Fields, Time } from '../../../ui/values';
import type { AuditSearch } from '../auditSearch';
import { subjectPath } from '../subject';
import styles from './audit.module.css';
import { ResultTag } from './ResultTag';

/** One entry in full: who asked what, how it ended, and the digests that bind it into the chain. */
export function EntryInspector({ row, onFilter }: { row: AuditRow; onFilter: (search: AuditSearch) => void }) {
  const { t } = useTranslation('audit');
  const goTo = useGoTo();
  const path = subjectPath(row.action, row.subject);
  return (
    <Inspector title={t('inspector.title', { sequence: row.sequence })} tags={<ResultTag result={row.result} />}>
      <Section>
        <Fields
          rows={[
            { name: t('column.at'), value: <Time at={row.at} style="full" /> },
            { name: t('column.actor'), value: row.actor },
            { name: t('column.action'), value: row.action },
            { name: t('column.subject'), value: row.subject ?? <span className={styles.muted}>{t('inspector.noSubject')}</span> },
            { name: t('column.code'), value: row.code ?? <span className={styles.muted}>{t('inspector.noCode')}</span> },
          ]}
        />
      </Section>
      <Section title={t('inspector.inputDigest')}>
        <Digest name={t('inspector.inputDigest')} text={row.inputDigest} />
        <p className={styles.hint}>{t('inspector.inputDigestHint')}</p>
      </Section>
      <Section title={t('inspector.hash')}>
        <Digest name={t('inspector.hash')} text={row.hash} />
        <p className={styles.hint}>{t('inspector.hashHint')}</p>
      </Section>
      <Section>
        <div className={styles.acts}>
          {path !== null && (
            <Button size="xs" variant="default" onClick={() => goTo(path)}>
              {t('inspector.openSubject')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => onFilter({ actor: row.actor, entry: row.sequence })}>
            {t('inspector.sameActor')}
          </Button>
          <Button size="xs" variant="default" onClick={() => onFilter({ action: row.action, entry: row.sequence })}>
            {t('inspector.sameAction')}
          </Button>
        </div>
      </Section>
    </Inspector>
  );
}

function Digest({ name, text }: { name: string; text: string }) {
  const { t } = useTranslation('audit');
  return (
    <div className={styles.digest}>
      <code>{text}</code>
      <CopyButton text={text} label={t('inspector.copy', { what: name })} done={t('inspector.copied')} />
    </div>
  );
}
