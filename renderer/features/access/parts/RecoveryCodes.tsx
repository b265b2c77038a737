import { Button, Checkbox } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHello } from '../../../app/frame/hello';
import { shell } from '../../../app/shell';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { recoverySheet } from '../secret';
import styles from './access.module.css';

/** Shown once, each good for one sign-in without the device; leaves only when the person says they are kept. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('access');
  const owner = useHello()?.operator?.email ?? '';
  const day = formatTime(useNow(), useFormat(), 'day');
  const [kept, setKept] = useState(false);
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const sheet = recoverySheet(t('recovery.sheet'), owner, day, codes);
  const save = async () => {
    const bytes = await new Blob([sheet]).arrayBuffer();
    await shell.saveFile({ name: t('recovery.fileName'), mime: 'text/plain', bytes });
  };
  return (
    <div className={styles.form}>
      <h2 ref={heading} tabIndex={-1}>
        {t('recovery.title')}
      </h2>
      <p className={styles.note}>{t('recovery.text')}</p>
      <ol className={styles.codes} aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles.row}>
        <Button
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
