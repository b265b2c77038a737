import { Button } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconFlask } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Gap } from '../../../../shared/features/market/candle';
import type { Quote } from '../../../../shared/features/market/contract';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import { useConnectionState } from '../../../app/client';
import { useSimulated } from '../../../app/frame/hello';
import { useGoTo } from '../../../app/navigation';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatCompact, formatNumber } from '../../../ui/format/format';
import { Inspector, Section } from '../../../ui/Screen';
import { Age, Change, Fields, Price, StatusTag, Time } from '../../../ui/values';
import { useGaps } from '../queries';
import { useQuote } from '../quotes';
import styles from './market.module.css';

const LINES = 8;

/** Beside the chart: the quote, the session, what is missing in the series, and the latest signals. */
export function QuotePanel({ instrument, signals }: { instrument: Instrument; signals: readonly SignalRow[] }) {
  const { t } = useTranslation('market');
  const quote = useQuote(instrument.id);
  return (
    <Inspector title={instrument.name}>
      <Section>
        <QuoteHead instrument={instrument} quote={quote} />
      </Section>
      <Section title={t('quote.title')}>
        <QuoteFields instrument={instrument} quote={quote} />
      </Section>
      <Section title={t('signals.title')}>
        <Signals signals={signals} />
      </Section>
      <Section title={t('gaps.title')}>
        <Gaps instrument={instrument} />
      </Section>
    </Inspector>
  );
}

function QuoteHead({ instrument, quote }: { instrument: Instrument; quote: Quote | null }) {
  const { t } = useTranslation('market');
  const simulated = useSimulated();
  const unsure = useConnectionState() !== 'connected' || quote?.stale === true;
  return (
    <div className={styles.quoteHead}>
      <div className={styles.quotePrice} data-testid="quote-price">
        <Price value={quote?.price ?? null} decimals={instrument.decimals} tone={unsure ? 'struck' : undefined} />
        <small>{instrument.quote}</small>
        <small>
          <Change value={quote?.change24h ?? null} />
        </small>
      </div>
      <div className={styles.tags}>
        {simulated && (
          <StatusTag tone="simulation" icon={<IconFlask size={12} aria-hidden />}>
            {t('simulated')}
          </StatusTag>
        )}
        {quote !== null && (
          <StatusTag tone={quote.session === 'open' ? 'live' : 'neutral'}>{t(`session.${quote.session}`)}</StatusTag>
        )}
        {quote?.stale === true && quote.session === 'open' && <StatusTag tone="warning">{t('mark.stale')}</StatusTag>}
        {quote?.crossed === true && <StatusTag tone="danger">{t('mark.crossed')}</StatusTag>}
      </div>
    </div>
  );
}

function QuoteFields({ instrument, quote }: { instrument: Instrument; quote: Quote | null }) {
  const { t } = useTranslation('market');
  const format = useFormat();
  const spread = quote?.bid == null || quote.ask == null ? null : quote.ask - quote.bid;
  return (
    <Fields
      rows={[
        { name: t('quote.bid'), value: <Price value={quote?.bid ?? null} decimals={instrument.decimals} /> },
        { name: t('quote.ask'), value: <Price value={quote?.ask ?? null} decimals={instrument.decimals} /> },
        { name: t('quote.spread'), value: <Price value={spread} decimals={instrument.decimals} /> },
        {
          name: t('quote.volume'),
          value: instrument.hasVolume
            ? `${formatCompact(quote?.volume24h ?? null, format)} ${instrument.base}`
            : t('quote.noVolume'),
        },
        { name: t('quote.last'), value: <Age at={quote?.at ?? null} /> },
        { name: t('quote.hours'), value: t(`hours.${instrument.session}`) },
        { name: t('quote.cost'), value: t('quote.costBps', { bps: formatNumber(instrument.costBps, format, 1) }) },
      ]}
    />
  );
}

function Signals({ signals }: { signals: readonly SignalRow[] }) {
  const { t } = useTranslation('market');
  const goTo = useGoTo();
  if (signals.length === 0) return <p className={styles.quiet}>{t('signals.none')}</p>;
  return (
    <div className={styles.lines}>
      {signals.slice(0, LINES).map((signal) => {
        const Arrow = signal.direction === 'long' ? IconArrowUpRight : IconArrowDownRight;
        return (
          <button key={signal.id} type="button" className={styles.line} onClick={() => goTo(`/signals/${signal.id}`)}>
            <StatusTag tone={signal.direction === 'long' ? 'up' : 'down'} icon={<Arrow size={12} aria-hidden />}>
              {t(`signals.${signal.direction}`)}
            </StatusTag>
            <span className={styles.lineNote}>
              <span>
                {t(`timeframe.${signal.timeframe}`)} · <Age at={signal.at} />
              </span>
              <span>
                {t(`signals.state.${signal.state}`)}
                {signal.outcome !== null && ` · ${t(`signals.result.${signal.outcome.result}`)}`}
              </span>
            </span>
          </button>
        );
      })}
      {signals.length > LINES && (
        <div className={styles.more}>
          <Button size="compact-xs" variant="subtle" onClick={() => goTo('/signals')}>
            {t('signals.all')}
          </Button>
        </div>
      )}
    </div>
  );
}

const GAP_TONES = { open: 'warning', repaired: 'neutral', unrepairable: 'danger' } as const satisfies Record<
  Gap['status'],
  string
>;

function Gaps({ instrument }: { instrument: Instrument }) {
  const { t } = useTranslation('market');
  const gaps = useGaps(instrument.id).data?.gaps ?? [];
  if (gaps.length === 0) return <p className={styles.quiet}>{t('gaps.none')}</p>;
  return (
    <div className={styles.lines}>
      {gaps.slice(0, LINES).map((gap) => (
        <div key={gap.id} className={styles.gapLine}>
          <span>
            <StatusTag tone={GAP_TONES[gap.status]}>{t(`gaps.status.${gap.status}`)}</StatusTag>
          </span>
          <Time at={gap.from} />
          <span className={styles.lineNote}>
            {t('gaps.missing', { count: gap.missing, timeframe: t(`timeframe.${gap.timeframe}`) })} ·{' '}
            {t(`gaps.cause.${gap.cause}`)}
          </span>
        </div>
      ))}
    </div>
  );
}
