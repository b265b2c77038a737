import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Outcome, SignalRow } from '../../../../shared/features/signals/signal';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatTime, formatUtc } from '../../../ui/format/format';
import { StatusTag, Time, type Tone } from '../../../ui/values';
import { type Life, lifeOf, marketTime, remaining } from '../life';
import { signedR } from '../signedR';
import styles from './signals.module.css';

/** Which way, as an arrow and a word: colour is never alone. */
export function DirectionMark({ direction }: { direction: SignalRow['direction'] }) {
  const { t } = useTranslation('signals');
  const Arrow = direction === 'long' ? IconArrowUp : IconArrowDown;
  return (
    <span className={styles.direction} data-side={direction}>
      <Arrow size={13} aria-hidden />
      {t(`direction.${direction}`)}
    </span>
  );
}

/** Says beside a signal that its market was not the live one: simulated, or read from a file. Nothing for a live source. */
export function SourceTag({ source }: { source: SignalRow['source'] }) {
  const { t } = useTranslation('signals');
  if (source === 'simulation') return <SimulationTag short />;
  if (!source.startsWith('file:')) return null;
  return (
    <span title={t('fromFileHint')}>
      <StatusTag>{t('fromFile')}</StatusTag>
    </span>
  );
}

export function SimulationTag({ short = false }: { short?: boolean }) {
  const { t } = useTranslation('signals');
  return (
    <span title={t('simulatedHint')}>
      <StatusTag tone="simulation">{t(short ? 'simulatedShort' : 'simulated')}</StatusTag>
    </span>
  );
}

const STATE_TONE: Readonly<Record<SignalRow['state'], Tone>> = {
  validated: 'accent',
  released: 'accent',
  quarantined: 'warning',
  rejected: 'neutral',
};

export function StateTag({ state }: { state: SignalRow['state'] }) {
  const { t } = useTranslation('signals');
  return <StatusTag tone={STATE_TONE[state]}>{t(`state.${state}`)}</StatusTag>;
}

const LIFE_TONE: Readonly<Record<Life['word'], Tone>> = {
  open: 'live',
  halfway: 'up',
  waiting: 'warning',
  overdue: 'warning',
  rejected: 'neutral',
  closed: 'neutral',
};

function LifeTag({ row }: { row: SignalRow }) {
  const { t } = useTranslation('signals');
  const life = lifeOf(row, marketTime(row.source, useNow()));
  return <StatusTag tone={LIFE_TONE[life.word]}>{t(`life.${life.word}`)}</StatusTag>;
}

/** A result in R with its sign, net; the gross on hover. */
function RFigure({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const net = signedR(outcome.r, format);
  return (
    <span
      className={styles.r}
      data-sign={Math.sign(outcome.r)}
      title={t('rNetGross', { net, gross: signedR(outcome.rGross, format) })}
    >
      {t('r', { r: net })}
    </span>
  );
}

/** The latest outcome: its result in R and its name. */
function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation('signals');
  return (
    <span className={styles.outcome}>
      <RFigure outcome={outcome} />
      <span>{t(`result.${outcome.result}`)}</span>
    </span>
  );
}

/** What the market has made of it so far: the outcome once there is one, else where it stands. */
export function Standing({ row }: { row: SignalRow }) {
  if (row.outcome !== null) return <OutcomeMark outcome={row.outcome} />;
  return row.state === 'rejected' ? <span className={styles.faint}>–</span> : <LifeTag row={row} />;
}

/** What is left until the expiry, each second; the exact time on hover, and alone where the market's time is not ours. Nothing once the signal is closed. */
export function Countdown({ row }: { row: SignalRow }) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const now = marketTime(row.source, useNow());
  if (row.outcome?.final || row.state === 'rejected') return <span className={styles.faint}>–</span>;
  if (now === null) return <Time at={row.expiresAt} />;
  const left = remaining(row.expiresAt, now);
  const exact = `${formatTime(row.expiresAt, format, 'full')} · ${formatUtc(row.expiresAt, format)}`;
  return (
    <time dateTime={new Date(row.expiresAt).toISOString()} title={t('expiry.label', { at: exact })}>
      {left === null
        ? t('expiry.over')
        : t(`expiry.${left.unit}`, { major: left.major, minor: String(left.minor).padStart(left.unit === 'h' ? 2 : 1, '0') })}
    </time>
  );
}
