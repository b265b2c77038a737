import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { Section } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Fields, StatusTag, Time } from '../../../ui/values';
import { useReveal } from '../queries';
import styles from './reviews.module.css';

/** After the verdict: what became of the signal, and what everybody said of it. */
export function Revealed({ id }: { id: string }) {
  const { t } = useTranslation('reviews');
  const { t: words } = useTranslation('signals');
  const format = useFormat();
  const revealed = useReveal(id);
  if (revealed.data === undefined)
    return revealed.isError ? (
      <ErrorState error={revealed.error} onRetry={() => void revealed.refetch()} />
    ) : (
      <SkeletonRows rows={4} />
    );
  const { outcome, verdicts } = revealed.data;
  return (
    <Section title={t('revealed.title')}>
      <Fields
        rows={[
          {
            name: t('revealed.outcome'),
            value:
              outcome === null
                ? t('revealed.open')
                : `${words(`result.${outcome.result}`)} · ${formatNumber(outcome.r, format, 2)} R${outcome.final ? '' : ` · ${t('revealed.notFinal')}`}`,
          },
        ]}
      />
      <ul className={styles.verdicts}>
        {verdicts.map(({ reviewer, name, at, technical, fundamental, note }) => (
          <li key={reviewer}>
            <div className={styles.verdictHead}>
              <strong>{name}</strong>
              <StatusTag tone={technical === 'sound' ? 'live' : technical === 'wrong' ? 'danger' : 'warning'}>
                {t(`verdict.${technical}`)}
              </StatusTag>
              <StatusTag tone={fundamental === 'incoherent' ? 'danger' : 'neutral'}>{t(`verdict.${fundamental}`)}</StatusTag>
              <Time at={at} style="short" />
            </div>
            {note !== '' && <p>{note}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
