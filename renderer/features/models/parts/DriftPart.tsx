import { useTranslation } from 'react-i18next';
import type { ModelDetail } from '../../../../shared/features/models/contract';
import type { DriftFigure } from '../../../../shared/features/models/drift';
import { useFeatureWords } from '../../../ui/featureWords';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { PlainTable } from '../../../ui/Plain';
import { StatusTag, Time, type Tone } from '../../../ui/values';
import styles from './models.module.css';

const TONES: Readonly<Record<DriftFigure['state'], Tone>> = { waiting: 'neutral', fine: 'live', past: 'danger' };
const FARTHEST = 5;

/** What is watched while the model works, each figure beside the threshold it is held against. */
export function DriftPart({ detail }: { detail: ModelDetail }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const words = useFeatureWords();
  const { drift, scores } = detail;
  const said = t('drift.scores', {
    shadow: formatNumber(scores.shadow, format),
    active: formatNumber(scores.active, format),
    closed: formatNumber(scores.closed, format),
  });
  if (drift === null) {
    return (
      <>
        <p className={styles.note}>{t('drift.idle')}</p>
        <p className={styles.note}>{said}</p>
      </>
    );
  }
  const far = drift.features.slice(0, FARTHEST);
  return (
    <>
      <div className={styles.tables}>
        <PlainTable
          label={t('section.drift')}
          columns={[
            { header: t('drift.measure') },
            { header: t('drift.value'), align: 'end' },
            { header: t('drift.threshold'), align: 'end' },
            { header: t('quality.n'), align: 'end' },
            { header: t('drift.state') },
          ]}
        >
          {drift.figures.map((figure) => (
            <FigureRow key={figure.measure} figure={figure} />
          ))}
        </PlainTable>
      </div>
      {far.length > 0 && (
        <p className={styles.note}>
          {t('drift.farthest', {
            list: far.map(({ feature, psi }) => `${words(feature).name} ${formatNumber(psi, format, 2)}`).join(' · '),
          })}
        </p>
      )}
      <p className={styles.note}>
        {said}{' '}
        {drift.from !== null && drift.to !== null && (
          <>
            {t('drift.span')} <Time at={drift.from} /> – <Time at={drift.to} />.
          </>
        )}
      </p>
      <p className={styles.note}>{t('drift.note')}</p>
    </>
  );
}

function FigureRow({ figure }: { figure: DriftFigure }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { measure, n, needed, value, threshold, state } = figure;
  const say = (one: number | null) => (measure === 'psi' ? formatNumber(one, format, 3) : formatPercent(one, format, 1));
  return (
    <tr>
      <th scope="row" title={t(`drift.explain.${measure}`)}>
        {t(`drift.${measure}`)}
      </th>
      <td data-align="end">{say(value)}</td>
      <td data-align="end">{say(threshold)}</td>
      <td data-align="end">{n < needed ? t('drift.of', { n: formatNumber(n, format), needed }) : formatNumber(n, format)}</td>
      <td>
        <StatusTag tone={TONES[state]}>{t(`drift.is.${state}`)}</StatusTag>
      </td>
    </tr>
  );
}
