import { Tooltip } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import { useFormat, useNow } from './format/FormatProvider';
import { formatAge, formatNumber, formatPercent, formatPoints, formatTime, formatUtc, type TimeStyle } from './format/format';
import styles from './values.module.css';

/** A price in the instrument's own decimals. `direction` colours it; a struck one may not be relied on. */
export function Price({
  value,
  decimals,
  tone,
}: {
  value: number | null;
  decimals: number;
  tone?: 'up' | 'down' | 'struck' | undefined;
}) {
  const format = useFormat();
  return (
    <span className={`${styles.number} ${tone === undefined ? '' : styles[tone]}`}>{formatNumber(value, format, decimals)}</span>
  );
}

/** A change with its sign and arrow, so that colour is never alone in telling it. `value` is a fraction; a difference of rates is told in points. */
export function Change({ value, decimals = 2, points = false }: { value: number | null; decimals?: number; points?: boolean }) {
  const format = useFormat();
  const text = points ? formatPoints(value, format, decimals) : formatPercent(value, format, decimals, true);
  if (value === null || Math.abs(value) < 0.5 * 10 ** -(decimals + 2))
    return <span className={`${styles.number} ${styles.muted}`}>{text}</span>;
  const Arrow = value > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className={`${styles.change} ${styles.number} ${value > 0 ? styles.up : styles.down}`}>
      <Arrow size={12} aria-hidden />
      {text}
    </span>
  );
}

/** A time in the operator's zone, UTC on hover. */
export function Time({ at, style = 'short' }: { at: number; style?: TimeStyle }) {
  const format = useFormat();
  return (
    <time className={styles.number} dateTime={new Date(at).toISOString()} title={formatUtc(at, format)}>
      {formatTime(at, format, style)}
    </time>
  );
}

/** Past a week a date says more than a number of days. */
const AGE_LIMIT_MS = 7 * 86_400_000;

/** `il y a 3 min`, or the date of what is older than a week; the exact time, here and in UTC, on hover. */
export function Age({ at }: { at: number | null }) {
  const format = useFormat();
  const now = useNow();
  if (at === null) return <span className={styles.muted}>–</span>;
  return (
    <time
      className={styles.number}
      dateTime={new Date(at).toISOString()}
      title={`${formatTime(at, format, 'full')} · ${formatUtc(at, format)}`}
    >
      {now - at > AGE_LIMIT_MS
        ? formatTime(at, format, 'short')
        : formatAge(at, Math.max(now, at > now + 1_500 ? now : at), format)}
    </time>
  );
}

export type Tone = 'neutral' | 'up' | 'down' | 'warning' | 'danger' | 'live' | 'accent' | 'simulation';

/** A state in a word; the icon, when there is one, only repeats it. */
export function StatusTag({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}

interface FigureProps {
  readonly label: string;
  readonly children: ReactNode;
  /** What stands beside the figure to keep it honest: n, interval, age. */
  readonly note?: ReactNode;
  /** How it is measured, on hover. */
  readonly explain?: string;
  /** Figures open their records. */
  readonly onOpen?: () => void;
}

export function Figure({ label, children, note, explain, onOpen }: FigureProps) {
  const content = (
    <>
      <span className={styles.figureLabel}>{label}</span>
      <span className={styles.figureValue}>{children}</span>
      {note !== undefined && <span className={styles.figureNote}>{note}</span>}
    </>
  );
  const figure =
    onOpen === undefined ? (
      <div className={styles.figure}>{content}</div>
    ) : (
      <button type="button" className={styles.figure} onClick={onOpen}>
        {content}
      </button>
    );
  return explain === undefined ? (
    figure
  ) : (
    <Tooltip label={explain} multiline maw={320} openDelay={300}>
      {figure}
    </Tooltip>
  );
}

/** Rows of name and value, as an inspector shows them. */
export function Fields({ rows }: { rows: readonly { readonly name: string; readonly value: ReactNode }[] }) {
  return (
    <dl className={styles.fields}>
      {rows.map((row) => (
        <Fragment key={row.name}>
          <dt>{row.name}</dt>
          <dd>{row.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
