import { Button, Menu, Textarea } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignalDetail } from '../../../../shared/features/signals/signal';
import { useCommand, useKeyOf } from '../../../app/keys';
import { useNow } from '../../../ui/format/FormatProvider';
import { KeyTip } from '../../../ui/KeyHint';
import { Section } from '../../../ui/Screen';
import { tell } from '../../../ui/toasts';
import { isReason, isRetryable, refusalOf, SHORTEST_REASON, useDecide } from '../decide';
import { canDecide, marketTime } from '../life';
import { useRefusalText } from '../refusalText';
import styles from './signals.module.css';

type Act = 'release' | 'reject';

const QUICK = {
  release: ['calendarKnown', 'volumeOk', 'analystView'],
  reject: ['ruleStands', 'newsNear', 'dataDoubt', 'moved'],
} as const;

interface DecisionPanelProps {
  readonly detail: SignalDetail;
  /** The reason written so far, kept while the analyst looks at other signals. */
  readonly reason: string;
  readonly onReason: (text: string) => void;
  /** The backend has answered: it is decided. */
  readonly onDecided: () => void;
  /** Nothing is left to do on this one. */
  readonly onNext: () => void;
}

/** Release or reject, each with a reason. Nothing changes on screen before the backend has answered. */
export function DecisionPanel({ detail, reason, onReason, onDecided, onNext }: DecisionPanelProps) {
  const { t } = useTranslation('signals');
  const field = useRef<HTMLTextAreaElement>(null);
  const [meant, setMeant] = useState<Act | null>(null);
  const [missing, setMissing] = useState(false);
  const release = useDecide('release');
  const reject = useDecide('reject');
  const say = useRefusalText();
  const busy = release.isPending || reject.isPending;
  const error = release.error ?? reject.error;
  const refusal = error === null ? null : refusalOf(error);
  const open = canDecide(detail, marketTime(detail.source, useNow())) && (refusal === null || isRetryable(refusal));

  const decide = (act: Act) => {
    setMeant(act);
    if (!isReason(reason)) {
      setMissing(true);
      field.current?.focus();
      return;
    }
    if (busy) return;
    release.reset();
    reject.reset();
    (act === 'release' ? release : reject).mutate(
      { id: detail.id, reason: reason.trim() },
      {
        onSuccess: () => {
          tell(
            t(act === 'release' ? 'quarantine.released' : 'quarantine.rejected', {
              instrument: `${detail.instrument} ${detail.timeframe}`,
            }),
          );
          onDecided();
        },
      },
    );
  };
  useCommand('quarantine.release', () => decide('release'), open);
  useCommand('quarantine.reject', () => decide('reject'), open);
  useCommand('list.open', () => field.current?.focus(), open);
  const keys = { release: useKeyOf('quarantine.release'), reject: useKeyOf('quarantine.reject') };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.ctrlKey && meant !== null) decide(meant);
    if (event.key === 'Escape') field.current?.blur();
  };

  return (
    <Section title={t('quarantine.decide')}>
      <div className={styles.decision}>
        {refusal !== null && (
          <div className={styles.refusal} role="alert">
            {say(refusal)}
          </div>
        )}
        {open ? (
          <>
            <Textarea
              ref={field}
              label={t('quarantine.reason')}
              description={t('quarantine.reasonHint', { min: SHORTEST_REASON })}
              rows={2}
              maxLength={1000}
              value={reason}
              error={missing && !isReason(reason) ? t('reason.tooShort', { min: SHORTEST_REASON }) : null}
              onChange={(event) => onReason(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
            <div className={styles.decisionRow}>
              <KeyTip label={t('quarantine.releaseHint')} shortcut={keys.release}>
                <Button
                  size="xs"
                  loading={release.isPending}
                  disabled={reject.isPending}
                  variant={meant === 'release' ? 'filled' : 'default'}
                  onClick={() => decide('release')}
                >
                  {t('action.release')}
                </Button>
              </KeyTip>
              <KeyTip label={t('quarantine.rejectHint')} shortcut={keys.reject}>
                <Button
                  size="xs"
                  loading={reject.isPending}
                  disabled={release.isPending}
                  variant={meant === 'reject' ? 'filled' : 'default'}
                  onClick={() => decide('reject')}
                >
                  {t('action.reject')}
                </Button>
              </KeyTip>
              <QuickReasons
                onPick={(act, text) => {
                  setMeant(act);
                  onReason(text);
                  // The menu gives the focus back to its button first.
                  setTimeout(() => field.current?.focus());
                }}
              />
              {meant !== null && <span className={styles.beside}>{t(`quarantine.confirm_${meant}`)}</span>}
            </div>
          </>
        ) : (
          <div className={styles.decisionRow}>
            {refusal === null && <span>{t('quarantine.settled')}</span>}
            <Button size="xs" variant="default" onClick={onNext}>
              {t('key.next')}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function QuickReasons({ onPick }: { onPick: (act: Act, text: string) => void }) {
  const { t } = useTranslation('signals');
  return (
    <Menu position="bottom-start" shadow="none" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<IconChevronDown size={12} aria-hidden />}>
          {t('reason.quick')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('reason.forRelease')}</Menu.Label>
        {QUICK.release.map((key) => (
          <Menu.Item key={key} onClick={() => onPick('release', t(`quarantine.quickRelease.${key}`))}>
            {t(`quarantine.quickRelease.${key}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('reason.forReject')}</Menu.Label>
        {QUICK.reject.map((key) => (
          <Menu.Item key={key} onClick={() => onPick('reject', t(`quarantine.quickReject.${key}`))}>
            {t(`quarantine.quickReject.${key}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
