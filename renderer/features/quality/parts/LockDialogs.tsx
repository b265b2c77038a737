import { Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lock } from '../../../../shared/features/quality/contract';
import { EVERYTHING, LOCK_DAYS } from '../../../../shared/features/quality/figures';
import { client, orpc } from '../../../app/client';
import { FormDialog } from '../../../ui/FormDialog';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { useSaidCall } from '../../../ui/useSaidCall';
import { refusalOf, scopeText } from '../qualityWords';
import { readQuality } from '../queries';

const LEAST = 5;
/** Days, as the contract has it. */
const LONGEST = 90;

/** Stops everything, or one instrument that is chosen in it; always with a reason and an end. */
export function PauseDialog({ scope, onClose }: { scope: typeof EVERYTHING | null; onClose: () => void }) {
  const { t } = useTranslation('quality');
  const { t: ui } = useTranslation('ui');
  const instruments = useQuery(orpc.market.instruments.queryOptions()).data?.instruments ?? [];
  const [instrument, setInstrument] = useState<string | null>(scope);
  const [reason, setReason] = useState('');
  const [days, setDays] = useState(String(LOCK_DAYS));
  const everything = scope === EVERYTHING;
  const pause = useSaidCall((input: { scope: string; reason: string; days: number }) => client.quality.pause(input), {
    said: t(everything ? 'pause.stopped' : 'pause.paused', { instrument: instrument ?? '' }),
    onDone: onClose,
    reread: readQuality,
    sentence: (code) => refusalOf(t, code),
  });
  const length = Number(days);
  const ready =
    Number.isInteger(length) && length >= 1 && length <= LONGEST && instrument !== null && reason.trim().length >= LEAST;
  return (
    <FormDialog
      title={t(everything ? 'pause.stopTitle' : 'pause.title')}
      action={t(everything ? 'pause.stop' : 'pause.act')}
      danger
      ready={ready}
      busy={pause.busy}
      refusal={pause.refusal}
      onClose={onClose}
      onSubmit={() => instrument !== null && pause.run({ scope: instrument, reason: reason.trim(), days: length })}
    >
      <p>{t(everything ? 'pause.stopText' : 'pause.text')}</p>
      {!everything && (
        <Select
          data-autofocus
          searchable
          label={t('losers.instrument')}
          data={instruments.map(({ id, name }) => ({ value: id, label: `${id} · ${name}` }))}
          value={instrument}
          onChange={setInstrument}
        />
      )}
      <Textarea
        {...(everything ? { 'data-autofocus': true } : {})}
        label={ui('reason.label')}
        description={ui('reason.least', { count: LEAST })}
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        type="number"
        label={t('pause.days')}
        description={t('pause.daysHint')}
        min={1}
        max={90}
        value={days}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

export function LiftDialog({ lock, onClose }: { lock: Lock; onClose: () => void }) {
  const { t } = useTranslation('quality');
  const lift = useSaidCall((input: { id: string; reason: string }) => client.quality.lift(input), {
    said: t('lift.done', { scope: scopeText(t, lock.scope) }),
    onDone: onClose,
    reread: readQuality,
    sentence: (code) => refusalOf(t, code),
  });
  return (
    <ReasonDialog
      title={t('lift.title', { scope: scopeText(t, lock.scope) })}
      text={t(lock.kind === 'stops' ? 'lift.textStops' : 'lift.text')}
      action={t('lift.act')}
      busy={lift.busy}
      refusal={lift.refusal}
      onClose={onClose}
      onConfirm={(reason) => lift.run({ id: lock.id, reason })}
    />
  );
}
