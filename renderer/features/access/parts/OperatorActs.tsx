import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../../shared/features/access/operator';
import { client } from '../../../app/client';
import { useCommand, useKeyOf } from '../../../app/keys';
import { KeyTip } from '../../../ui/KeyHint';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { tell } from '../../../ui/toasts';
import { readOperators } from '../queries';
import { useAct } from '../useAct';
import styles from './access.module.css';
import { InvitationDialog } from './InvitationDialog';

/** Acts that ask why; each is one procedure of the contract. */
const REASONED = ['disable', 'enable', 'archive', 'resetSecondFactor'] as const;
type Reasoned = (typeof REASONED)[number];

const possible: Record<Reasoned, (operator: Operator) => boolean> = {
  disable: ({ state }) => state === 'active' || state === 'invited',
  enable: ({ state }) => state === 'disabled',
  archive: ({ state }) => state === 'disabled',
  resetSecondFactor: ({ state, secondFactor }) => state === 'active' && secondFactor,
};

/** What can be done with this account now, by button or key. */
export function OperatorActs({ operator }: { operator: Operator }) {
  const { t } = useTranslation('access');
  const [asked, setAsked] = useState<Reasoned | null>(null);
  const [invitation, setInvitation] = useState<{ code: string; expiresAt: number } | null>(null);
  const cut = useAct(client.access.cutSessions, ({ ended }) => {
    tell(t('acts.cut', { count: ended }));
    void readOperators();
  });
  const renew = useAct(client.access.renewInvitation, (made) => {
    setInvitation(made);
    void readOperators();
  });
  const id = operator.id;
  const refusal = cut.refusal ?? renew.refusal;
  return (
    <>
      <div className={styles.row}>
        {REASONED.filter((act) => possible[act](operator)).map((act) => (
          <ActButton key={act} act={act} onRun={() => setAsked(act)} />
        ))}
        {operator.state === 'active' && <ActButton act="cutSessions" busy={cut.busy} onRun={() => cut.run({ id })} />}
        {operator.state === 'invited' && <ActButton act="renewInvitation" busy={renew.busy} onRun={() => renew.run({ id })} />}
      </div>
      {operator.state === 'archived' && <p className={styles.note}>{t('acts.archived')}</p>}
      {refusal !== null && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      {asked !== null && <ReasonedAct act={asked} operator={operator} onClose={() => setAsked(null)} />}
      {invitation !== null && <InvitationDialog {...invitation} name={operator.name} onClose={() => setInvitation(null)} />}
    </>
  );
}

type AnyAct = Reasoned | 'cutSessions' | 'renewInvitation';

function ActButton({ act, busy = false, onRun }: { act: AnyAct; busy?: boolean; onRun: () => void }) {
  const { t } = useTranslation('access');
  const shortcut = useKeyOf(`operators.${act}`);
  useCommand(`operators.${act}`, onRun);
  return (
    <KeyTip label={t(`command.${act}`)} shortcut={shortcut}>
      <Button size="xs" variant="default" loading={busy} onClick={onRun}>
        {t(`acts.${act}`)}
      </Button>
    </KeyTip>
  );
}

function ReasonedAct({ act, operator, onClose }: { act: Reasoned; operator: Operator; onClose: () => void }) {
  const { t } = useTranslation('access');
  const { name, id } = operator;
  const call = useAct(
    (reason: string) => client.access[act]({ id, reason }),
    () => {
      tell(t(`done.${act}`, { name }));
      onClose();
      void readOperators();
    },
  );
  return (
    <ReasonDialog
      title={t(`command.${act}`)}
      text={t(`confirm.${act}`, { name })}
      action={t(`acts.${act}`)}
      danger={act !== 'enable'}
      busy={call.busy}
      refusal={call.refusal}
      onConfirm={call.run}
      onClose={onClose}
    />
  );
}
