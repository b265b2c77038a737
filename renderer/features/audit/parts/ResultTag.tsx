import { IconAlertTriangle, IconBan, IconCheck, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '../../../../shared/features/audit/contract';
import { StatusTag, type Tone } from '../../../ui/values';
import styles from './audit.module.css';

const LOOK: Readonly<Record<AuditRow['result'], readonly [Tone, TablerIcon]>> = {
  done: ['neutral', IconCheck],
  refused: ['warning', IconBan],
  fault: ['danger', IconAlertTriangle],
};

/** How an act ended, as icon and word. */
export function ResultTag({ result }: { result: AuditRow['result'] }) {
  const { t } = useTranslation('audit');
  const [tone, Icon] = LOOK[result];
  return (
    <span className={styles.result}>
      <StatusTag tone={tone} icon={<Icon size={12} aria-hidden />}>
        {t(`result.${result}`)}
      </StatusTag>
    </span>
  );
}
