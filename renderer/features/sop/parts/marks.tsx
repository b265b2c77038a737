import { Tooltip } from '@mantine/core';
import {
  IconBolt,
  IconCheckbox,
  IconForms,
  IconGitBranch,
  IconHourglass,
  IconShieldCheck,
  IconUserCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DueRow, Person, RunState } from '../../../../shared/features/sop/run';
import type { StepKind } from '../../../../shared/features/sop/step';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatTime, formatUtc } from '../../../ui/format/format';
import { StatusTag, type Tone } from '../../../ui/values';
import { remaining } from '../countdown';
import styles from './sop.module.css';

const DUE_TONES: Readonly<Record<DueRow['state'], Tone>> = {
  upcoming: 'neutral',
  due: 'accent',
  overdue: 'warning',
  running: 'live',
  paused: 'neutral',
  done: 'neutral',
  missed: 'danger',
  aborted: 'danger',
  'rolled-back': 'warning',
};
const RUN_TONES: Readonly<Record<RunState, Tone>> = {
  open: 'live',
  paused: 'neutral',
  done: 'neutral',
  aborted: 'danger',
  'rolled-back': 'warning',
  missed: 'danger',
};

export function DueTag({ state }: { state: DueRow['state'] }) {
  const { t } = useTranslation('sop');
  return <StatusTag tone={DUE_TONES[state]}>{t(`dueState.${state}`)}</StatusTag>;
}

export function RunTag({ state }: { state: RunState }) {
  const { t } = useTranslation('sop');
  return <StatusTag tone={RUN_TONES[state]}>{t(`runState.${state}`)}</StatusTag>;
}

/** What is left until `at`, second by second, or how late it is; the time itself on hover. */
export function Countdown({ at, words = 'left' }: { at: number; words?: 'left' | 'remains' }) {
  const { t } = useTranslation('sop');
  const format = useFormat();
  const { late, text } = remaining(at, useNow(), format);
  return (
    <time
      className={styles.clock}
      data-late={late || undefined}
      dateTime={new Date(at).toISOString()}
      title={`${formatTime(at, format, 'full')} · ${formatUtc(at, format)}`}
    >
      {t(late ? 'clock.late' : `clock.${words}`, { time: text })}
    </time>
  );
}

export function ProgressBar({ done, total }: { done: number; total: number }) {
  const { t } = useTranslation('sop');
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <span className={styles.progress} title={t('today.progressOf', { done, total })}>
      <span className={styles.bar} data-done={share === 1 || undefined} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span>
        {done}/{total}
      </span>
    </span>
  );
}

export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]?.slice(0, 2)];
  return letters
    .map((word, index) => (words.length > 1 ? (word ?? '').slice(0, 1) : (word ?? '').slice(index, 2)))
    .join('')
    .toUpperCase();
}

/** An operator as a disc with initials; `live` when on this run now. */
export function Avatar({ person, live = false, note }: { person: Person; live?: boolean; note?: string }) {
  return (
    <Tooltip label={note ?? person.name} openDelay={200}>
      <span className={styles.avatar} data-live={live || undefined} role="img" aria-label={note ?? person.name}>
        {initials(person.name)}
      </span>
    </Tooltip>
  );
}

export function PersonName({ person }: { person: Person | null }) {
  if (person === null) return <span className={styles.faint}>–</span>;
  return (
    <span className={styles.person}>
      <span className={styles.avatar} aria-hidden>
        {initials(person.name)}
      </span>
      <span>{person.name}</span>
    </span>
  );
}

const KIND_ICONS: Readonly<Record<StepKind, TablerIcon>> = {
  check: IconShieldCheck,
  act: IconBolt,
  attest: IconCheckbox,
  decide: IconGitBranch,
  wait: IconHourglass,
  approve: IconUserCheck,
  record: IconForms,
};

/** What kind of step it is, and what that means on hover. */
export function KindIcon({ kind }: { kind: StepKind }) {
  const { t } = useTranslation('sop');
  const Icon = KIND_ICONS[kind];
  return (
    <Tooltip label={`${t(`kind.${kind}`)} · ${t(`kindHint.${kind}`)}`} openDelay={300}>
      <span className={styles.kind} role="img" aria-label={t(`kind.${kind}`)}>
        <Icon size={16} stroke={1.6} aria-hidden />
      </span>
    </Tooltip>
  );
}
