import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../../../shared/features/models/card';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { PlainTable } from '../../../ui/Plain';
import styles from './models.module.css';

type Bin = ModelCard['reliability'][number];
type FilledBin = Bin & { readonly stated: number; readonly realised: number; readonly low: number; readonly high: number };

const SIDE = 220;
const MARGIN = 30;

/** What was stated against what came true: on the diagonal the model means what it says. */
export function Reliability({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const filled = card.reliability.filter((bin): bin is FilledBin => bin.n > 0 && bin.stated !== null && bin.realised !== null);
  return (
    <>
      <div className={styles.reliability}>
        <Curve bins={filled} />
        <PlainTable
          label={t('section.reliability')}
          columns={[
            { header: t('reliability.stated'), align: 'end' },
            { header: t('reliability.realised'), align: 'end' },
            { header: t('reliability.interval'), align: 'end' },
            { header: t('quality.n'), align: 'end' },
          ]}
        >
          {filled.map((bin) => (
            <tr key={bin.from}>
              <td data-align="end">{formatPercent(bin.stated, format, 1)}</td>
              <td data-align="end">{formatPercent(bin.realised, format, 1)}</td>
              <td data-align="end">
                {formatPercent(bin.low, format, 0)} – {formatPercent(bin.high, format, 0)}
              </td>
              <td data-align="end">{formatNumber(bin.n, format)}</td>
            </tr>
          ))}
        </PlainTable>
      </div>
      <p className={styles.note}>{t('reliability.note', { error: formatPercent(card.calibrationError, format, 1) })}</p>
    </>
  );
}

/** Square, with the same scale both ways; the table beside it says the same in figures. */
function Curve({ bins }: { bins: readonly FilledBin[] }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const all = bins.flatMap(({ stated, low, high }) => [stated, low, high]);
  const least = Math.floor(Math.min(0.5, ...all) * 10) / 10;
  const most = Math.ceil(Math.max(0.8, ...all) * 10) / 10;
  const x = (value: number) => MARGIN + ((value - least) / (most - least)) * SIDE;
  const y = (value: number) => SIDE + 8 - ((value - least) / (most - least)) * SIDE;
  const ticks = Array.from({ length: Math.round((most - least) * 10) + 1 }, (_, i) => Math.round((least + i / 10) * 10) / 10);
  const shown = ticks.filter((_, i) => ticks.length < 7 || i % 2 === 0);
  return (
    <svg
      width={SIDE + MARGIN + 8}
      height={SIDE + 8 + MARGIN}
      role="img"
      aria-label={t('reliability.picture')}
      viewBox={`0 0 ${SIDE + MARGIN + 8} ${SIDE + 8 + MARGIN}`}
    >
      {shown.map((tick) => (
        <g key={tick}>
          <line className={styles.grid} x1={x(tick)} x2={x(tick)} y1={8} y2={SIDE + 8} />
          <line className={styles.grid} x1={MARGIN} x2={MARGIN + SIDE} y1={y(tick)} y2={y(tick)} />
          <text x={x(tick)} y={SIDE + 22} textAnchor="middle">
            {formatPercent(tick, format, 0)}
          </text>
          <text x={MARGIN - 4} y={y(tick) + 3} textAnchor="end">
            {formatNumber(tick * 100, format)}
          </text>
        </g>
      ))}
      <line className={styles.axis} x1={MARGIN} x2={MARGIN + SIDE} y1={SIDE + 8} y2={SIDE + 8} />
      <line className={styles.axis} x1={MARGIN} x2={MARGIN} y1={8} y2={SIDE + 8} />
      <line className={styles.ideal} x1={x(least)} y1={y(least)} x2={x(most)} y2={y(most)} />
      {bins.map(({ from, stated, realised, low, high }) => (
        <g key={from}>
          <line className={styles.interval} x1={x(stated)} x2={x(stated)} y1={y(low)} y2={y(high)} />
          <circle className={styles.dot} cx={x(stated)} cy={y(realised)} r={3.5} />
        </g>
      ))}
    </svg>
  );
}
