import { useTranslation } from 'react-i18next';
import type { SignalDetail } from '../../../../shared/features/signals/signal';
import { CopyButton } from '../../../ui/CopyButton';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration, formatPercent } from '../../../ui/format/format';
import { Fields, Price, Time } from '../../../ui/values';
import styles from './signals.module.css';

/** Everything a proof needs to compute the decision again, and where the decision lies in the seal chain. */
export function Inputs({ detail, decimals }: { detail: SignalDetail; decimals: number }) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const { inputs, seal } = detail;
  const { n, wins, prior, weight } = inputs.record;
  const all = JSON.stringify({ id: detail.id, inputs, seal }, null, 2);
  return (
    <>
      <Fields
        rows={[
          { name: t('inputs.id'), value: <Digest name={t('inputs.id')} text={detail.id} /> },
          { name: t('inputs.window'), value: <Digest name={t('inputs.window')} text={inputs.windowDigest} /> },
          { name: t('inputs.windowFrom'), value: <Time at={inputs.windowFrom} /> },
          {
            name: t('inputs.reference'),
            value: (
              <>
                <Price value={inputs.referencePrice} decimals={decimals} />{' '}
                <span className={styles.beside}>
                  {t('inputs.referenceAge', { age: formatDuration(inputs.referenceAgeMs, format) })}
                </span>
              </>
            ),
          },
          {
            name: t('inputs.record'),
            value: (
              <>
                {t('inputs.recordText', { wins, count: n })}
                <br />
                <span className={styles.beside}>{t('inputs.prior', { prior: formatPercent(prior, format, 1), weight })}</span>
              </>
            ),
          },
          { name: t('inputs.recordDigest'), value: <Digest name={t('inputs.recordDigest')} text={inputs.recordDigest} /> },
          { name: t('inputs.calendar'), value: inputs.calendarVersion ?? t('inputs.calendarNone') },
          { name: t('inputs.seal', { sequence: seal.sequence }), value: <Digest name={t('inputs.sealHash')} text={seal.hash} /> },
          { name: t('inputs.sealPrevious'), value: <Digest name={t('inputs.sealPrevious')} text={seal.previous} /> },
        ]}
      />
      <p className={styles.note}>
        <span className={styles.digest}>
          {t('inputs.copyAll')}
          <CopyButton text={all} label={t('inputs.copyAll')} done={t('inputs.copied')} />
        </span>
      </p>
    </>
  );
}

function Digest({ name, text }: { name: string; text: string }) {
  const { t } = useTranslation('signals');
  return (
    <span className={styles.digest}>
      <code title={text}>{text.slice(0, 16)}…</code>
      <CopyButton text={text} label={t('inputs.copy', { what: name })} done={t('inputs.copied')} />
    </span>
  );
}
