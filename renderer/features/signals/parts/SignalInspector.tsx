import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignalDetail } from '../../../../shared/features/signals/signal';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatPercent, formatPoints } from '../../../ui/format/format';
import { Inspector, Section } from '../../../ui/Screen';
import { Fields, Time } from '../../../ui/values';
import { worstChecksFirst } from '../checkWords';
import { decimalsOf } from '../decimals';
import { useInstruments } from '../queries';
import { useStrategyName } from '../strategyNames';
import { CheckList } from './CheckList';
import { Explanation } from './Explanation';
import { Inputs } from './Inputs';
import { MomentChart } from './MomentChart';
import { DirectionMark, SourceTag, Standing, StateTag } from './marks';
import { PlanTable } from './PlanTable';
import { Rationale } from './Rationale';
import styles from './signals.module.css';
import { Timeline } from './Timeline';
import { Track } from './Track';

interface SignalInspectorProps {
  readonly detail: SignalDetail;
  readonly actions?: ReactNode;
  /** Stands above everything else: the decision to take. */
  readonly first?: ReactNode;
  /** True where what missed matters most: the rules that failed come first. */
  readonly failedFirst?: boolean;
}

/** One signal in full: why, the seven verdicts, the plan, the market then, what became of it, and what proves it. */
export function SignalInspector({ detail, actions, first, failedFirst = false }: SignalInspectorProps) {
  const { t } = useTranslation('signals');
  const instrument = useInstruments().get(detail.instrument);
  const decimals = decimalsOf(instrument, [detail.entry, detail.sl]);
  const passed = detail.checks.filter((check) => check.passed).length;
  const rationale = (
    <Section title={t('inspector.rationale')}>
      <Rationale reasons={detail.reasons} />
    </Section>
  );
  const title = (
    <span className={styles.instrument}>
      <DirectionMark direction={detail.direction} />
      {detail.instrument} {detail.timeframe}
    </span>
  );
  return (
    <Inspector title={title} tags={<SourceTag source={detail.source} />} actions={actions}>
      {first}
      <Section>
        <div className={styles.tags}>
          <StateTag state={detail.state} />
          <Standing row={detail} />
        </div>
        <Held detail={detail} />
        <Summary detail={detail} />
      </Section>
      {!failedFirst && rationale}
      <Section title={`${t('inspector.verdicts')} · ${t('inspector.verdictsSummary', { passed, total: detail.checks.length })}`}>
        <CheckList checks={failedFirst ? worstChecksFirst(detail.checks) : detail.checks} />
      </Section>
      {failedFirst && rationale}
      <Section title={t('explanation.title')}>
        <Explanation detail={detail} />
      </Section>
      <Section title={t('inspector.plan')}>
        <PlanTable row={detail} instrument={instrument} />
      </Section>
      <Section title={t('inspector.chart')}>
        <MomentChart row={detail} decimals={decimals} />
      </Section>
      <Section title={t('inspector.track')}>
        <Track strategy={detail.strategy} simulated={detail.source === 'simulation'} />
      </Section>
      <Section title={t('inspector.timeline')}>
        <Timeline entries={detail.timeline} decimals={decimals} />
      </Section>
      <Section title={t('inspector.inputs')}>
        <Inputs detail={detail} decimals={decimals} />
      </Section>
    </Inspector>
  );
}

/** Why a validated signal was kept back, in a sentence. */
function Held({ detail }: { detail: SignalDetail }) {
  const { t } = useTranslation('signals');
  if (detail.hold === null) return null;
  const reason = String(detail.hold.values.reason ?? '–');
  return <p className={styles.warn}>{t(`hold.${detail.hold.reason}`, { instrument: detail.instrument, reason })}</p>;
}

function Summary({ detail }: { detail: SignalDetail }) {
  const { t } = useTranslation('signals');
  const strategyName = useStrategyName();
  const format = useFormat();
  const percent = (value: number) => formatPercent(value, format, 1);
  return (
    <Fields
      rows={[
        {
          name: t('inspector.decided'),
          value: <Time at={detail.at} style="full" />,
        },
        {
          name: t('column.confidence'),
          value: (
            <>
              {percent(detail.confidence)}
              <br />
              <span className={styles.beside}>
                {t('rate.noEdge', { rate: percent(detail.noEdge) })} · {t('column.edge')}{' '}
                {t('points', { points: formatPoints(detail.confidence - detail.noEdge, format) })} · n = {detail.inputs.record.n}
              </span>
            </>
          ),
        },
        {
          name: t('column.strategy'),
          value: (
            <>
              {strategyName(detail.strategy)}
              <br />
              <span className={styles.beside}>
                {detail.strategy} · {detail.ruleSet}
              </span>
            </>
          ),
        },
        { name: t('inspector.source'), value: detail.source },
      ]}
    />
  );
}
