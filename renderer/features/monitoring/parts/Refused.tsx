import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FrameRefusal, Health } from '../../../../shared/features/monitoring/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { Time } from '../../../ui/values';
import styles from './monitoring.module.css';

/** Frames that were not used, counted by reason; each reason opens on samples of the very text that came. */
export function Refused({ refused, samples }: Pick<Health, 'refused' | 'samples'>) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const [open, setOpen] = useState<FrameRefusal | null>(null);
  const seen = refused.filter((one) => one.count > 0).sort((a, b) => b.count - a.count);
  return (
    <Block title={t('refused.title')} hint={t('refused.hint')}>
      {seen.length === 0 ? (
        <Empty title={t('refused.none')} />
      ) : (
        <PlainTable
          label={t('refused.title')}
          columns={[{ header: t('refused.kind') }, { header: t('refused.count'), align: 'end' }]}
        >
          {seen.map(({ refusal, count }) => {
            const kind = t(`refused.kinds.${refusal}`);
            const shown = open === refusal;
            const Icon = shown ? IconChevronDown : IconChevronRight;
            return (
              <Fragment key={refusal}>
                <tr>
                  <th scope="row">
                    <button
                      type="button"
                      className={styles.expand}
                      aria-expanded={shown}
                      title={t(shown ? 'refused.hide' : 'refused.show', { kind })}
                      onClick={() => setOpen(shown ? null : refusal)}
                    >
                      <Icon size={14} aria-hidden />
                      {kind}
                    </button>
                  </th>
                  <td data-align="end">{formatNumber(count, format)}</td>
                </tr>
                {shown && (
                  <tr className={styles.samples}>
                    <td colSpan={2}>
                      <Samples
                        samples={samples.filter((sample) => sample.refusal === refusal)}
                        label={t('refused.samplesOf', { kind })}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </PlainTable>
      )}
    </Block>
  );
}

function Samples({ samples, label }: { samples: Health['samples']; label: string }) {
  const { t } = useTranslation('monitoring');
  if (samples.length === 0) return <span className={styles.muted}>{t('refused.noSamples')}</span>;
  return (
    <ul aria-label={label}>
      {samples.map((sample) => (
        <li key={`${sample.at}-${sample.sample}`}>
          <Time at={sample.at} style="time" /> · {sample.venue} · {sample.detail}
          <pre>{sample.sample}</pre>
        </li>
      ))}
    </ul>
  );
}
