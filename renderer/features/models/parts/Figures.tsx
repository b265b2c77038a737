import { useTranslation } from 'react-i18next';
import type { Comparison, ModelCard, Quality } from '../../../../shared/features/models/card';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { PlainTable } from '../../../ui/Plain';
import { Fields, Time } from '../../../ui/values';
import { useSignedLoss } from '../signedLoss';
import styles from './models.module.css';

const ROWS = ['model', 'trees', 'logistic', 'noEdge', 'baseRate', 'shrunk', 'previous'] as const;

/** The model beside everything it has to beat, all on the same candidates that no training had seen. */
export function QualityTable({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const { outOfSample } = card;
  const against: Readonly<Partial<Record<(typeof ROWS)[number], Comparison | null>>> = {
    noEdge: card.againstNoEdge,
    baseRate: card.againstBaseRate,
    previous: card.againstPrevious,
  };
  return (
    <>
      <div className={styles.tables}>
        <PlainTable
          label={t('section.quality')}
          columns={[
            { header: t('quality.what') },
            { header: t('quality.n'), align: 'end' },
            { header: t('quality.auc'), align: 'end' },
            { header: t('quality.brier'), align: 'end' },
            { header: t('quality.logLoss'), align: 'end' },
            { header: t('quality.difference'), align: 'end' },
          ]}
        >
          {ROWS.map((name) => {
            const one = outOfSample[name];
            return one === null ? null : <QualityRow key={name} name={name} quality={one} against={against[name] ?? null} />;
          })}
        </PlainTable>
      </div>
      <p className={styles.note}>{t('quality.note')}</p>
    </>
  );
}

interface QualityRowProps {
  readonly name: (typeof ROWS)[number];
  readonly quality: Quality;
  readonly against: Comparison | null;
}

function QualityRow({ name, quality, against }: QualityRowProps) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const loss = useSignedLoss();
  return (
    <tr className={name === 'model' ? styles.strong : undefined}>
      <th scope="row" title={t(`quality.explain.${name}`)}>
        {t(`quality.row.${name}`)}
      </th>
      <td data-align="end">{formatNumber(quality.n, format)}</td>
      <td data-align="end">{formatNumber(quality.auc, format, 3)}</td>
      <td data-align="end">{formatNumber(quality.brier, format, 4)}</td>
      <td data-align="end">{formatNumber(quality.logLoss, format, 4)}</td>
      <td data-align="end">
        {against === null ? '' : t('difference', { mean: loss(against.mean), low: loss(against.low), high: loss(against.high) })}
      </td>
    </tr>
  );
}

/** Walk-forward: each fold is tested on what comes after everything it learnt from. */
export function FoldsTable({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  return (
    <>
      <div className={styles.tables}>
        <PlainTable
          label={t('section.folds')}
          columns={[
            { header: t('fold.test') },
            { header: t('fold.trainN'), align: 'end' },
            { header: t('fold.purged'), align: 'end' },
            { header: t('fold.testN'), align: 'end' },
            { header: t('quality.auc'), align: 'end' },
            { header: t('quality.logLoss'), align: 'end' },
          ]}
        >
          {card.folds.map((fold) => (
            <tr key={fold.testFrom}>
              <th scope="row">
                <Time at={fold.testFrom} /> – <Time at={fold.testTo} />
              </th>
              <td data-align="end">{formatNumber(fold.trainN, format)}</td>
              <td data-align="end">{formatNumber(fold.purged, format)}</td>
              <td data-align="end">{formatNumber(fold.testN, format)}</td>
              <td data-align="end">{formatNumber(fold.quality?.auc ?? null, format, 3)}</td>
              <td data-align="end">{formatNumber(fold.quality?.logLoss ?? null, format, 4)}</td>
            </tr>
          ))}
        </PlainTable>
      </div>
      <p className={styles.note}>{t('fold.note')}</p>
    </>
  );
}

/** What it takes to make the same model again. */
export function Identity({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  return (
    <Fields
      rows={[
        { name: t('identity.id'), value: <code className={styles.code}>{card.model}</code> },
        { name: t('identity.kind'), value: t(`kind.${card.artifact}`) },
        { name: t('identity.trainedAt'), value: <Time at={card.trainedAt} style="full" /> },
        { name: t('identity.source'), value: card.source },
        { name: t('identity.strategies'), value: card.strategies.join(', ') },
        { name: t('identity.ruleSet'), value: card.ruleSet },
        { name: t('identity.featureSet'), value: card.featureSet },
        { name: t('identity.seed'), value: String(card.seed) },
        { name: t('identity.version'), value: card.codeVersion },
        { name: t('identity.recipe'), value: <code className={styles.code}>{card.recipe}</code> },
      ]}
    />
  );
}
