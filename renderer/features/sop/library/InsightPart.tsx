import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MINUTE } from '../../../../shared/base/time';
import { dayOf, dayStart } from '../../../../shared/base/zonedDay';
import type { Insight } from '../../../../shared/features/sop/library';
import type { Procedure } from '../../../../shared/features/sop/procedure';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration, formatPercent } from '../../../ui/format/format';
import { Section } from '../../../ui/Screen';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { Figure } from '../../../ui/values';
import shared from '../parts/sop.module.css';
import { useInsight } from '../queries';
import { useSay } from '../say';
import styles from './library.module.css';

const PERIODS = [30, 90, 365] as const;
/** Below this a rate says next to nothing. */
const FEW = 10;

/** What past runs say: how often on time, how long, and where it snags. */
export function InsightPart({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation('sop');
  const { timeZone } = useFormat();
  const [days, setDays] = useState<number>(PERIODS[1]);
  const today = dayStart(dayOf(Date.now(), timeZone), timeZone) ?? 0;
  const query = useInsight(procedure.id, days, today);
  const insight = query.data?.rows.find((row) => row.procedure === procedure.id);
  return (
    <>
      <div className={styles.period}>
        <SegmentedControl
          size="xs"
          aria-label={t('library.insight.period')}
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={PERIODS.map((value) => ({ value: String(value), label: t('library.insight.days', { count: value }) }))}
        />
      </div>
      {query.isPending ? (
        <SkeletonRows rows={6} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : insight === undefined || insight.runs + insight.missed === 0 ? (
        <EmptyState title={t('library.insight.empty')} text={t('library.insight.emptyHint')} />
      ) : (
        <Figures insight={insight} />
      )}
    </>
  );
}

function Figures({ insight }: { insight: Insight }) {
  const { t } = useTranslation('sop');
  const format = useFormat();
  const n = t(insight.runs < FEW ? 'library.insight.few' : 'library.insight.n', { count: insight.runs });
  return (
    <>
      <Section>
        <div className={styles.figures}>
          <Figure label={t('library.insight.runs')}>{insight.runs}</Figure>
          <Figure label={t('library.insight.missed')}>{insight.missed}</Figure>
          <Figure label={t('library.insight.onTime')} note={n} explain={t('library.insight.onTimeHint')}>
            {formatPercent(insight.onTime, format, 0)}
          </Figure>
          <Figure label={t('library.insight.median')} note={n}>
            {formatDuration(insight.medianMinutes === null ? null : insight.medianMinutes * MINUTE, format)}
          </Figure>
        </div>
      </Section>
      <Section title={t('library.insight.phases')}>
        <PhaseTable insight={insight} />
      </Section>
      <Section title={t('library.insight.skipped')}>
        <Steps rows={insight.skipped} />
      </Section>
      <Section title={t('library.insight.failed')}>
        <Steps rows={insight.failed} />
      </Section>
      <Section title={t('library.insight.suggestions')}>
        <Suggestions insight={insight} />
      </Section>
    </>
  );
}

function PhaseTable({ insight }: { insight: Insight }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const format = useFormat();
  return (
    <table className={styles.values}>
      <thead>
        <tr>
          <th scope="col">{t('library.insight.phase')}</th>
          <th scope="col">{t('library.insight.median')}</th>
          <th scope="col">{t('library.insight.late')}</th>
        </tr>
      </thead>
      <tbody>
        {insight.phases.map((phase) => (
          <tr key={phase.id}>
            <th scope="row">{say(phase.title)}</th>
            <td>{formatDuration(phase.medianMinutes === null ? null : phase.medianMinutes * MINUTE, format)}</td>
            <td>{t('library.insight.ofRuns', { n: phase.late, of: phase.n })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Steps({ rows }: { rows: Insight['skipped'] }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  if (rows.length === 0) return <p className={shared.beside}>{t('library.insight.none')}</p>;
  return (
    <ul className={shared.rows}>
      {rows.map((row) => (
        <li key={row.id}>
          <span>{say(row.title)}</span>
          <span className={shared.beside}>{t('library.insight.ofRuns', { n: row.n, of: row.of })}</span>
        </li>
      ))}
    </ul>
  );
}

function Suggestions({ insight }: { insight: Insight }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const named = (id: string | null) => {
    const found = [...insight.skipped, ...insight.failed, ...insight.phases].find((row) => row.id === id);
    return found === undefined ? (id ?? '') : say(found.title);
  };
  if (insight.suggestions.length === 0) return <p className={shared.beside}>{t('library.insight.noSuggestions')}</p>;
  return (
    <ul className={shared.stack}>
      {insight.suggestions.map(({ code, step, n, of }) => (
        <li key={`${code} ${step}`}>{t(`library.insight.suggestion.${code}`, { step: named(step), n, of })}</li>
      ))}
    </ul>
  );
}
