import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { signedR } from '../../../ui/format/signedR';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { SkeletonRows } from '../../../ui/states';
import type { EquityLine } from '../equityLine';
import styles from './backtests.module.css';

const EquityCanvas = lazy(async () => ({ default: (await import('./EquityCanvas')).EquityCanvas }));

/** Rows of the table twin: enough to follow the curve. */
const ROWS = 60;

/** Cumulated net R and, of a single run, its drawdown; as a picture or as a table. */
export function EquityChart({ lines }: { lines: readonly EquityLine[] }) {
  const { t } = useTranslation('backtests');
  const [form, setForm] = useState<'chart' | 'table'>('chart');
  if (lines.every(({ points }) => points.length === 0))
    return (
      <Block title={t('equity.title')}>
        <Empty title={t('equity.none')} />
      </Block>
    );
  return (
    <Block title={t('equity.title')} hint={t('equity.hint')}>
      <div className={styles.toolbar}>
        <SegmentedControl
          size="xs"
          aria-label={t('equity.title')}
          value={form}
          onChange={(value) => setForm(value === 'table' ? 'table' : 'chart')}
          data={[
            { value: 'chart', label: t('asChart') },
            { value: 'table', label: t('asTable') },
          ]}
        />
        {lines.length > 1 && (
          <ul className={styles.legend}>
            {lines.map(({ name }, index) => (
              <li key={name} data-line={index}>
                {name}
              </li>
            ))}
          </ul>
        )}
      </div>
      {form === 'table' ? (
        lines.map((line) => <EquityTable key={line.name} line={line} />)
      ) : (
        <Suspense fallback={<SkeletonRows rows={6} />}>
          <EquityCanvas lines={lines} />
        </Suspense>
      )}
    </Block>
  );
}

function EquityTable({ line: { name, points } }: { line: EquityLine }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const every = Math.max(1, Math.ceil(points.length / ROWS));
  const shown = points.filter((_, index) => index % every === 0 || index === points.length - 1);
  return (
    <PlainTable
      label={name}
      columns={[
        { header: t('equity.at') },
        { header: t('equity.r'), align: 'end' },
        { header: t('equity.drawdown'), align: 'end' },
      ]}
    >
      {shown.map((point, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several signals may close at one time; rows are never reordered.
        <tr key={index}>
          <th scope="row">{formatTime(point.at, format, 'full')}</th>
          <td data-align="end">{signedR(point.r, format)}</td>
          <td data-align="end">{signedR(point.drawdown, format)}</td>
        </tr>
      ))}
    </PlainTable>
  );
}
