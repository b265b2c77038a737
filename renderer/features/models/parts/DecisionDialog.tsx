import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY } from '../../../../shared/base/time';
import type { ModelRow } from '../../../../shared/features/models/contract';
import { LIFE_DAYS } from '../../../../shared/features/models/states';
import { client } from '../../../app/client';
import { FormDialog } from '../../../ui/FormDialog';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { modelName } from '../modelName';
import { useAct } from '../queries';

type Act = 'shadow' | 'activate' | 'retire' | 'quarantine' | 'unquarantine';

interface DecisionDialogProps {
  readonly row: ModelRow;
  readonly act: Act;
  readonly onClose: () => void;
}

interface Given {
  readonly reason: string;
  readonly days: number;
}

function call(id: string, act: Act) {
  return ({ reason, days }: Given) => {
    if (act === 'shadow') return client.models.promote({ id, reason, days, to: 'shadow' });
    if (act === 'activate') return client.models.promote({ id, reason, days, to: 'active' });
    return client.models[act]({ id, reason });
  };
}

/** A decision about a model: what it does, why, and for a promotion until when it holds. */
export function DecisionDialog({ row, act, onClose }: DecisionDialogProps) {
  const { t } = useTranslation(['models', 'ui']);
  const format = useFormat();
  const now = useNow();
  const [reason, setReason] = useState('');
  const [days, setDays] = useState<string>(String(LIFE_DAYS.usual));
  const name = modelName(row.id);
  const deciding = useAct(call(row.id, act), t(`models:decide.done.${act}`, { name }), onClose);
  const promotes = act === 'shadow' || act === 'activate';
  const count = Number(days);
  const sound = Number.isInteger(count) && count >= LIFE_DAYS.least && count <= LIFE_DAYS.most;
  return (
    <FormDialog
      title={t(`models:decide.title.${act}`, { name })}
      action={t(`models:act.${act}`)}
      danger={act === 'retire' || act === 'quarantine'}
      ready={reason.trim().length >= 5 && (!promotes || sound)}
      busy={deciding.busy}
      refusal={deciding.refusal}
      onSubmit={() => deciding.run({ reason: reason.trim(), days: sound ? count : LIFE_DAYS.usual })}
      onClose={onClose}
    >
      <p>{t(`models:decide.text.${act}`)}</p>
      {act === 'shadow' && row.verdict === 'refused' && <p>{t('models:decide.refusedInShadow')}</p>}
      <Textarea
        data-autofocus
        label={t('ui:reason.label')}
        description={t('ui:reason.least', { count: 5 })}
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {promotes && (
        <TextInput
          type="number"
          min={LIFE_DAYS.least}
          max={LIFE_DAYS.most}
          label={t('models:decide.days')}
          description={
            sound
              ? t('models:decide.until', { day: formatTime(now + count * DAY, format, 'day') })
              : t('models:decide.range', LIFE_DAYS)
          }
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
