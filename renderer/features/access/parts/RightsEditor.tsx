import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../../shared/features/access/operator';
import { client } from '../../../app/client';
import { useCommand } from '../../../app/keys';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { tell } from '../../../ui/toasts';
import { readOperators } from '../queries';
import { difference, permissionKey } from '../rightsView';
import { useAct } from '../useAct';
import styles from './access.module.css';
import { type RightsDraft, RightsFields } from './RightsFields';

const draftOf = ({ roles, level, tier, team }: Operator): RightsDraft => ({ roles, level, tier, team });
const same = (left: RightsDraft, right: RightsDraft) => JSON.stringify(left) === JSON.stringify(right);

/** Changes what somebody may do: says beforehand what that gives and takes, and asks why. */
export function RightsEditor({ operator }: { operator: Operator }) {
  const { t } = useTranslation('access');
  const now = draftOf(operator);
  const [draft, setDraft] = useState(now);
  const [asks, setAsks] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const act = useAct(client.access.changeRights, () => {
    setAsks(false);
    tell(t('rights.saved', { name: operator.name }));
    void readOperators();
  });
  useCommand('screen.edit', () => box.current?.querySelector('input')?.focus());
  const changed = !same(draft, now);
  return (
    <div ref={box} className={styles.form}>
      <RightsFields dense value={draft} onChange={setDraft} />
      {changed && <Difference before={now} after={draft} />}
      <div className={styles.row}>
        <Button size="xs" disabled={!changed || draft.roles.length === 0} onClick={() => setAsks(true)}>
          {t('rights.save')}
        </Button>
        {changed && (
          <Button size="xs" variant="subtle" onClick={() => setDraft(now)}>
            {t('rights.undo')}
          </Button>
        )}
      </div>
      {asks && (
        <ReasonDialog
          title={t('rights.save')}
          text={t('rights.confirm', { name: operator.name })}
          action={t('rights.save')}
          busy={act.busy}
          refusal={act.refusal}
          onConfirm={(reason) => act.run({ ...draft, id: operator.id, reason })}
          onClose={() => {
            act.forget();
            setAsks(false);
          }}
        />
      )}
    </div>
  );
}

function Difference({ before, after }: { before: RightsDraft; after: RightsDraft }) {
  const { t } = useTranslation('access');
  const { gained, lost } = difference(before, after);
  if (gained.length === 0 && lost.length === 0) return <p className={styles.note}>{t('rights.sameRights')}</p>;
  return (
    <ul className={styles.diff} aria-label={t('rights.difference')}>
      {gained.map((permission) => (
        <li key={permission}>
          <span className={styles.gained}>{t('rights.gains')}</span> {t(permissionKey(permission))}
        </li>
      ))}
      {lost.map((permission) => (
        <li key={permission}>
          <span className={styles.lost}>{t('rights.loses')}</span> {t(permissionKey(permission))}
        </li>
      ))}
    </ul>
  );
}
