import { useTranslation } from 'react-i18next';
import { type ComparedFigure, compareFigures } from '../../../../shared/features/backtests/comparison';
import type { BacktestView } from '../../../../shared/features/backtests/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { type FormatRules, formatDuration, formatNumber, formatPercent, formatPoints } from '../../../ui/format/format';
import { signedR } from '../../../ui/format/signedR';
import { Block, PlainTable } from '../../../ui/Plain';
import { intervalText } from '../figureText';
import styles from './backtests.module.css';

interface Side {
  readonly name: string;
  readonly view: BacktestView;
}

type Say = (value: number | null, format: FormatRules) => string;

const counted: Say = (value, format) => formatNumber(value, format);
const share: Say = (value, format) => formatPercent(value, format, 1);
const inR: Say = (value, format) => signedR(value, format);

/** How each figure is written, and its difference. */
const SAY: Readonly<Record<ComparedFigure, readonly [Say, Say]>> = {
  n: [counted, (value, format) => signedR(value, format, 0)],
  rate: [share, (value, format) => formatPoints(value, format)],
  edge: [(value, format) => formatPoints(value, format), (value, format) => formatPoints(value, format)],
  expectancy: [inR, inR],
  totalR: [inR, inR],
  maxDrawdownR: [(value, format) => formatNumber(value, format, 2), inR],
  profitFactor: [(value, format) => formatNumber(value, format, 2), inR],
  longestLosing: [counted, (value, format) => signedR(value, format, 0)],
  holdingMs: [formatDuration, formatDuration],
  exposure: [share, (value, format) => formatPoints(value, format)],
};

/** Two runs side by side, with what the second has more or less than the first. */
export function Comparison({ first, second }: { first: Side; second: Side }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  return (
    <Block title={t('compare.title')} hint={t('compare.hint')}>
      <PlainTable
        label={t('compare.title')}
        columns={[
          { header: t('compare.figure') },
          { header: first.name, align: 'end' },
          { header: first.name === second.name ? `${second.name} (2)` : second.name, align: 'end' },
          { header: t('compare.difference'), align: 'end' },
        ]}
      >
        {compareFigures(first.view.figures, second.view.figures).map((row) => {
          const [say, sayDifference] = SAY[row.figure];
          const interval = intervalText(row, format);
          return (
            <tr key={row.figure}>
              <th scope="row">{t(`compare.of.${row.figure}`)}</th>
              <td data-align="end">{say(row.first, format)}</td>
              <td data-align="end">{say(row.second, format)}</td>
              <td data-align="end" className={styles.difference}>
                {sayDifference(row.difference, format)}
                {interval !== null && <small>{t('interval', { interval })}</small>}
              </td>
            </tr>
          );
        })}
      </PlainTable>
    </Block>
  );
}
