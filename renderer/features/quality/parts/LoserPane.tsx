import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Loser } from '../../../../shared/features/quality/contract';
import { useCommand, useKeyOf } from '../../../app/keys';
import { useGoTo } from '../../../app/navigation';
import { useFormat } from '../../../ui/format/FormatProvider';
import { KeyTip } from '../../../ui/KeyHint';
import { Inspector, Section } from '../../../ui/Screen';
import { Fields, StatusTag, Time } from '../../../ui/values';
import { causeSentence, useStrategyName } from '../qualityWords';
import { Result } from './Losers';
import styles from './quality.module.css';

/** One loser: its causes with the figures that speak for each, and the way to the signal. */
export function LoserPane({ loser }: { loser: Loser }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const goTo = useGoTo();
  const strategyName = useStrategyName();
  const open = () => goTo(`/signals/${loser.id}`);
  useCommand('quality.signal', open);
  const signalKey = useKeyOf('quality.signal');
  return (
    <Inspector
      title={`${loser.instrument} ${loser.timeframe}`}
      tags={!loser.complete && <StatusTag tone="warning">{t('losers.provisional')}</StatusTag>}
      actions={
        <KeyTip label={t('key.signal')} shortcut={signalKey}>
          <Button size="compact-xs" variant="default" onClick={open}>
            {t('pane.signal')}
          </Button>
        </KeyTip>
      }
    >
      <Section title={t('losers.causes')}>
        {loser.causes === null ? (
          <p>{t('losers.pending')}</p>
        ) : loser.causes.length === 0 ? (
          <p>{t('pane.unknown')}</p>
        ) : (
          <dl className={styles.causes}>
            {loser.causes.map((one) => (
              <div key={one.cause}>
                <dt>{t(`cause.${one.cause}`)}</dt>
                <dd>{causeSentence(t, one, format)}</dd>
              </div>
            ))}
          </dl>
        )}
        {!loser.complete && loser.causes !== null && <p className={styles.faint}>{t('pane.provisional')}</p>}
      </Section>
      <Section title={t('pane.figures')}>
        <Fields
          rows={[
            { name: t('pane.decided'), value: <Time at={loser.at} style="full" /> },
            { name: t('losers.closed'), value: <Time at={loser.closedAt} style="full" /> },
            { name: t('pane.direction'), value: t(`direction.${loser.direction}`) },
            { name: t('losers.strategy'), value: strategyName(loser.strategy) },
            { name: t('losers.r'), value: <Result r={loser.r} /> },
          ]}
        />
      </Section>
    </Inspector>
  );
}
