import { IconBell, IconCommand } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Health } from '../../../shared/features/monitoring/contract';
import { useFormat, useNow } from '../../ui/format/FormatProvider';
import { formatDuration, formatTime, formatUtc } from '../../ui/format/format';
import { KeyTip } from '../../ui/KeyHint';
import { client, orpc, queryClient, useConnectionState } from '../client';
import { runCommand, useKeyOf } from '../keys';
import { useGoTo } from '../navigation';
import { UnreadCount } from '../slots';
import { useBrokenStreams, useStream } from '../useStream';
import styles from './frame.module.css';
import { sourceKind, useHello } from './hello';
import { useLater } from './later';
import { OperatorMenu } from './OperatorMenu';

/** The clock's offset is shown from two seconds on; publication stops at thirty. */
const OFFSET_SHOWN_MS = 2_000;
const OFFSET_STOPS_MS = 30_000;

/** The line at the bottom of every screen: where figures come from, how late they are, and whether the backend lives. */
export function StatusBar() {
  const hello = useHello();
  const health = useHealth();
  return (
    <footer className={styles.status}>
      {hello !== null && <Source source={hello.source} />}
      <Latency health={health} />
      <Backend />
      <Offset health={health} />
      <span className={styles.spacer} />
      <PaletteButton />
      <Bell />
      {hello !== null && hello.operator !== null && <OperatorMenu operator={hello.operator} />}
      <Clock />
    </footer>
  );
}

function useHealth(): Health | null {
  useStream(
    'health',
    (options) => client.monitoring.healthStream(undefined, options),
    (health) => {
      queryClient.setQueryData(orpc.monitoring.health.queryKey(), health);
    },
  );
  return useQuery(orpc.monitoring.health.queryOptions()).data ?? null;
}

function Source({ source }: { source: string }) {
  const { t } = useTranslation('app');
  const kind = sourceKind(source);
  return (
    <span className={styles.statusItem}>
      <span className={styles.statusSource} data-kind={kind}>
        {t(`source.${kind}`)}
      </span>
      {kind === 'live' && source}
    </span>
  );
}

function Latency({ health }: { health: Health | null }) {
  const goTo = useGoTo();
  const { t } = useTranslation('app');
  const format = useFormat();
  if (health === null) return null;
  const known = health.connections.map((connection) => connection.latencyMs).filter((latency) => latency !== null);
  const bad = health.state === 'offline' ? 'danger' : health.state === 'degraded' ? 'warning' : undefined;
  return (
    <a
      className={styles.statusItem}
      data-tone={bad}
      href="/health"
      title={t('status.feedExplain')}
      onClick={(event) => {
        event.preventDefault();
        goTo('/health');
      }}
    >
      {t(`feed.${health.state}`)}
      {known.length > 0 && ` · ${formatDuration(Math.max(...known), format)}`}
    </a>
  );
}

function Backend() {
  const { t } = useTranslation('app');
  const state = useConnectionState();
  const broken = useBrokenStreams(({ keys }) => keys.size > 0) && state === 'connected';
  const tone = broken
    ? 'warning'
    : state === 'connected'
      ? 'live'
      : state === 'offline' || state === 'ended'
        ? 'danger'
        : 'warning';
  return (
    <span className={styles.statusItem} data-tone={tone} data-testid="connection" data-state={state}>
      <span className={styles.dot} aria-hidden />
      {t(broken ? 'status.streamBroken' : `status.backend.${state}`)}
    </span>
  );
}

function Offset({ health }: { health: Health | null }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const offset = health?.clockOffsetMs ?? null;
  if (offset === null || Math.abs(offset) < OFFSET_SHOWN_MS) return null;
  const stops = Math.abs(offset) >= OFFSET_STOPS_MS;
  return (
    <span className={styles.statusItem} data-tone={stops ? 'danger' : 'warning'}>
      {t(stops ? 'status.offsetStops' : 'status.offset', { offset: formatDuration(offset, format) })}
    </span>
  );
}

function PaletteButton() {
  const { t } = useTranslation('app');
  const shortcut = useKeyOf('palette.open');
  return (
    <KeyTip label={t('command.palette')} shortcut={shortcut}>
      <button type="button" className={styles.statusItem} onClick={() => runCommand('palette.open')}>
        <IconCommand size={13} aria-hidden />
        {t('status.palette')}
      </button>
    </KeyTip>
  );
}

function Bell() {
  const { t } = useTranslation('app');
  const later = useLater();
  const shortcut = useKeyOf('notices.toggle');
  return (
    <KeyTip label={t('command.notices')} shortcut={shortcut}>
      <button type="button" className={styles.statusItem} onClick={() => runCommand('notices.toggle')}>
        {/* The count comes later than the frame: the icon names the button until then, and with it afterwards. */}
        <IconBell size={13} role="img" aria-label={t('command.notices')} />
        <Suspense fallback={null}>{later && <UnreadCount />}</Suspense>
      </button>
    </KeyTip>
  );
}

function Clock() {
  const format = useFormat();
  const now = useNow();
  return (
    <time className={styles.statusItem} title={formatUtc(now, format)} dateTime={new Date(now).toISOString()}>
      {formatTime(now, format, 'time')}
    </time>
  );
}
