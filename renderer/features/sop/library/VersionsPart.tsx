import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcedureDetail, ProcedureVersion } from '../../../../shared/features/sop/library';
import { Section } from '../../../ui/Screen';
import { SkeletonRows } from '../../../ui/states';
import { StatusTag, Time } from '../../../ui/values';
import { DiffView } from '../edit/DiffView';
import shared from '../parts/sop.module.css';
import { useVersion } from '../queries';
import styles from './library.module.css';

/** Every version with who published it and who agreed, and what differs between two. */
export function VersionsPart({ detail }: { detail: ProcedureDetail }) {
  const { t } = useTranslation('sop');
  const versions = detail.versions.toSorted((left, right) => right.version - left.version);
  const [compared, setCompared] = useState<readonly [number, number] | null>(null);
  return (
    <>
      <Section>
        <ol className={styles.versions}>
          {versions.map((version, index) => (
            <Version
              key={version.version}
              version={version}
              current={version.version === detail.row.version}
              previous={versions[index + 1]?.version ?? null}
              onCompare={setCompared}
            />
          ))}
        </ol>
      </Section>
      {compared !== null && (
        <Section title={t('library.range', { from: `v${compared[0]}`, to: `v${compared[1]}` })}>
          <Compared id={detail.row.id} before={compared[0]} after={compared[1]} />
        </Section>
      )}
    </>
  );
}

interface VersionProps {
  readonly version: ProcedureVersion;
  readonly current: boolean;
  readonly previous: number | null;
  readonly onCompare: (versions: readonly [number, number]) => void;
}

function Version({ version, current, previous, onCompare }: VersionProps) {
  const { t } = useTranslation('sop');
  return (
    <li>
      <div className={shared.tags}>
        <strong>{t('library.versions.version', { version: version.version })}</strong>
        {current && <StatusTag tone="live">{t('library.versions.current')}</StatusTag>}
        <span className={shared.beside}>
          <Time at={version.at} style="short" />
        </span>
      </div>
      <p className={shared.beside}>
        {t('library.versions.by', { name: version.by.name })},{' '}
        {version.approvedBy === null
          ? t('library.versions.noApproval')
          : t('library.versions.approvedBy', { name: version.approvedBy.name })}
      </p>
      {version.note !== null && <p className={shared.prose}>{version.note}</p>}
      <div className={shared.actions}>
        <code className={styles.hash} title={version.digest}>
          {t('library.versions.digest', { hash: version.digest.slice(0, 10) })}
        </code>
        {previous !== null && (
          <Button size="compact-xs" variant="default" onClick={() => onCompare([previous, version.version])}>
            {t('library.versions.previous')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Compared({ id, before, after }: { id: string; before: number; after: number }) {
  const old = useVersion(id, before).data;
  const fresh = useVersion(id, after).data;
  if (old === undefined || fresh === undefined) return <SkeletonRows rows={6} />;
  return <DiffView before={old.yaml} after={fresh.yaml} />;
}
