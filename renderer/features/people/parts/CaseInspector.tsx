import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetail } from '../../../../shared/features/people/contract';
import { client } from '../../../app/client';
import { useCommand, useKeyOf } from '../../../app/keys';
import { useGoTo } from '../../../app/navigation';
import { KeyTip } from '../../../ui/KeyHint';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { Inspector, Section } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Fields, Time } from '../../../ui/values';
import { useCase, useChange } from '../queries';
import { CaseTag } from './caseColumns';
import { Day } from './Day';
import { AddLine, Lines } from './Lines';
import styles from './people.module.css';

/** One coming or going: who, when, every line with its proof, and how it ends. */
export function CaseInspector({ id, mayManage }: { id: string; mayManage: boolean }) {
  const { t } = useTranslation('people');
  const { data, error, isPending, refetch } = useCase(id);
  if (isPending) return <SkeletonRows rows={8} />;
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const edits = mayManage && data.state === 'open';
  return (
    <Inspector
      title={`${t(`kind.${data.kind}`)} · ${data.name ?? t('erased')}`}
      tags={<CaseTag state={data.state} overdue={data.overdue} t={t} />}
    >
      <Section>
        <Facts of={data} />
      </Section>
      <Section title={t('lines.title')}>
        <Lines rows={data.register} edits={edits} />
        {edits && <AddLine caseId={data.id} day={data.day} />}
      </Section>
      {edits && (
        <Section title={t('end.title')}>
          <Endings of={data} />
        </Section>
      )}
    </Inspector>
  );
}

function Facts({ of: found }: { of: CaseDetail }) {
  const { t } = useTranslation('people');
  const goTo = useGoTo();
  const { day, openedAt, openedBy, notes, operatorId, closing, closedAt, closedBy } = found;
  const account = (
    <Button size="compact-xs" variant="default" onClick={() => goTo(`/operators?id=${operatorId}`)}>
      {t('account.open')}
    </Button>
  );
  return (
    <Fields
      rows={[
        { name: t('column.day'), value: <Day of={day} /> },
        { name: t('account.label'), value: operatorId === null ? t('account.none') : account },
        {
          name: t('opened'),
          value: (
            <>
              {openedBy} · <Time at={openedAt} style="short" />
            </>
          ),
        },
        ...(notes === null || notes === '' ? [] : [{ name: t('notes'), value: notes }]),
        ...(closedAt === null
          ? []
          : [
              {
                name: t('ended'),
                value: (
                  <>
                    {closedBy ?? '–'} · <Time at={closedAt} style="short" />
                  </>
                ),
              },
            ]),
        ...(closing === null ? [] : [{ name: t('reason'), value: closing }]),
      ]}
    />
  );
}

type End = 'close' | 'cancel';

function Endings({ of: { id, name, lines, done } }: { of: CaseDetail }) {
  const { t } = useTranslation('people');
  const [asked, setAsked] = useState<End | null>(null);
  const whole = lines === done;
  useCommand('people.close', () => setAsked('close'), whole);
  useCommand('people.cancel', () => setAsked('cancel'));
  const call = useChange(
    (reason: string) => client.people.closeCase({ id, cancel: asked === 'cancel', reason }),
    t(asked === 'cancel' ? 'end.cancelled' : 'end.closed'),
    () => setAsked(null),
  );
  return (
    <>
      <div className={styles.acts}>
        <KeyTip label={t('command.close')} shortcut={useKeyOf('people.close')}>
          <Button size="xs" disabled={!whole} onClick={() => setAsked('close')}>
            {t('end.close')}
          </Button>
        </KeyTip>
        <Button size="xs" variant="default" onClick={() => setAsked('cancel')}>
          {t('end.cancel')}
        </Button>
        {!whole && <span className={styles.note}>{t('end.missing', { count: lines - done })}</span>}
      </div>
      {asked !== null && (
        <ReasonDialog
          title={t(`command.${asked}`)}
          text={t(`end.${asked}Text`, { name: name ?? t('erased') })}
          action={t(`end.${asked}Act`)}
          dismiss={t('end.keep')}
          danger={asked === 'cancel'}
          busy={call.busy}
          refusal={call.refusal}
          onConfirm={call.run}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
