import { useTranslation } from 'react-i18next';
import type { ModelScore, SignalDetail } from '../../../../shared/features/signals/signal';
import { useFeatureWords } from '../../../ui/featureWords';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import styles from './explanation.module.css';
import shared from './signals.module.css';

/** Where the confidence comes from: the model's reasons, or the record of like set-ups where no model spoke. */
export function Explanation({ detail }: { detail: SignalDetail }) {
  const { model } = detail.inputs;
  return model === null ? <Measured detail={detail} /> : <Effects model={model} />;
}

function Measured({ detail }: { detail: SignalDetail }) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const { n, wins, prior, weight } = detail.inputs.record;
  return (
    <p className={shared.note}>
      {t('explanation.measured', {
        confidence: formatPercent(detail.confidence, format, 1),
        wins,
        n,
        prior: formatPercent(prior, format, 1),
        weight,
      })}
    </p>
  );
}

function Effects({ model }: { model: ModelScore }) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const words = useFeatureWords();
  const most = Math.max(...model.effects.map(({ effect }) => Math.abs(effect)), Number.MIN_VALUE);
  return (
    <>
      <p className={shared.note}>
        {t('explanation.model', { probability: formatPercent(model.probability, format, 1) })}{' '}
        <a href={`/models/${model.model}`}>{model.model.slice(0, 8)}</a>
      </p>
      <ul className={styles.effects}>
        {model.effects.map(({ feature, value, effect }) => {
          const { name, text } = words(feature);
          const side = effect >= 0 ? 'up' : 'down';
          return (
            <li key={feature} className={styles.effect}>
              <span>
                {name} <span className={shared.beside}>{formatNumber(value, format, 2)}</span>
                {text !== null && <small>{text}</small>}
              </span>
              <span className={styles.axis} data-side={side} aria-hidden>
                <span style={{ width: `${(50 * Math.abs(effect)) / most}%` }} />
              </span>
              <span>
                {t(`explanation.${side}`)} {formatNumber(Math.abs(effect), format, 2)}
              </span>
            </li>
          );
        })}
      </ul>
      <p className={shared.note}>{t('explanation.unit')}</p>
    </>
  );
}
