import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlindSignal, SampleRow } from '../../../../shared/features/reviews/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatPercent } from '../../../ui/format/format';
import { Inspector, Section } from '../../../ui/Screen';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { Fields, StatusTag, Time } from '../../../ui/values';
import { useBlind, useMay } from '../queries';
import { Announcements, Checks, Plan, Reasons } from './Context';
import { Judge } from './Judge';
import { Revealed } from './Revealed';

const BlindChart = lazy(async () => ({ default: (await import('./BlindChart')).BlindChart }));

interface WorkProps {
  readonly row: SampleRow;
  readonly onNext: (next: { readonly id: string; readonly day: string } | null) => void;
}

/** One signal as it stood when it was decided, and the verdict; after it, what became of the signal. */
export function Work({ row, onNext }: WorkProps) {
  const { t } = useTranslation('reviews');
  const may = useMay('quality:review');
  if (!may && row.verdicts.length === 0) return <EmptyState title={t('work.notYours')} text={t('work.notYoursText')} />;
  if (!may) return <Revealed id={row.id} />;
  return <Opened row={row} onNext={onNext} />;
}

function Opened({ row, onNext }: WorkProps) {
  const { t } = useTranslation('reviews');
  const { t: words } = useTranslation('signals');
  const blind = useBlind(row.id);
  if (blind.data === undefined)
    return blind.isError ? <ErrorState error={blind.error} onRetry={() => void blind.refetch()} /> : <SkeletonRows rows={14} />;
  const signal = blind.data;
  const decimals = signal.decimals ?? Math.min(8, (String(signal.entry).split('.')[1] ?? '').length);
  return (
    <Inspector
      title={`${signal.instrument} ${signal.timeframe} · ${words(`direction.${signal.direction}`)}`}
      tags={
        <>
          <StatusTag tone={signal.kind === 'quarantined' ? 'warning' : 'neutral'}>{t(`kind.${signal.kind}`)}</StatusTag>
          {row.mine && <StatusTag tone="accent">{t('work.blind')}</StatusTag>}
        </>
      }
    >
      {row.mine ? <Judge id={row.id} onDone={onNext} /> : <Revealed id={row.id} />}
      <Section title={t('work.moment')}>
        <Suspense fallback={<SkeletonRows rows={8} />}>
          <BlindChart signal={signal} decimals={decimals} />
        </Suspense>
      </Section>
      <Plan signal={signal} decimals={decimals} />
      <Reasons signal={signal} />
      <Checks checks={signal.checks} />
      <Announcements signal={signal} />
      <Decided signal={signal} />
    </Inspector>
  );
}

function Decided({ signal }: { signal: BlindSignal }) {
  const { t } = useTranslation('reviews');
  const format = useFormat();
  return (
    <Section title={t('work.decision')}>
      <Fields
        rows={[
          { name: t('work.at'), value: <Time at={signal.at} style="full" /> },
          { name: t('work.expiresAt'), value: <Time at={signal.expiresAt} style="full" /> },
          {
            name: t('work.confidence'),
            value: t('work.confidenceText', {
              confidence: formatPercent(signal.confidence, format, 1),
              noEdge: formatPercent(signal.noEdge, format, 1),
            }),
          },
          { name: t('work.strategy'), value: signal.strategy },
          { name: t('work.ruleSet'), value: signal.ruleSet },
          ...(signal.model === null ? [] : [{ name: t('work.model'), value: signal.model.model }]),
        ]}
      />
    </Section>
  );
}
