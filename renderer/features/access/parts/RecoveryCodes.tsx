import { Button, Checkbox } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHello } from '../../../app/frame/hello';
import { shell } from '../../../app/shell';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { recoverySheet } from '../secret';
import styles from './access.module.css';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  /** Says what they are for, where nothing around does. */
  readonly intro?: boolean;
  readonly onDone: () => void;
}

/** Shown once, each good for one sign-in without the device; leaves only when the person says they are kept. */
export function RecoveryCodes({ codes, intro = false, onDone }: RecoveryCodesProps) {
  const { t } = useTranslation('access');
  const owner = useHello()?.operator?.email ?? '';
  const day = formatTime(useNow(), useFormat(), 'day');
  const [kept, setKept] = useState(false);
  const [copied, setCopied] = useState(false);
  const sheet = recoverySheet(t('recovery.sheet'), owner, day, codes);
  const save = async () => {
    const bytes = await new Blob([sheet]).arrayBuffer();
    await shell.saveFile({ name: t('recovery.fileName'), mime: 'text/plain', bytes });
  };
  return (
    <div className={styles.form}>
      {intro && <p className={styles.note}>{t('recovery.text')}</p>}
      <ol className={styles.codes} aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles.row}>
        <Button
          autoFocus
          size="xs"
          variant="default"
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          onClick={() => void navigator.clipboard.writeText(sheet).then(() => setCopied(true))}
        >
          {copied ? t('copied') : t('recovery.copy')}
        </Button>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={() => void save()}>
          {t('recovery.download')}
        </Button>
        <Button size="xs" variant="default" leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => window.print()}>
          {t('recovery.print')}
        </Button>
      </div>
      <Checkbox label={t('recovery.kept')} checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Button disabled={!kept} onClick={onDone}>
        {t('recovery.done')}
      </Button>
    </div>
  );
}
