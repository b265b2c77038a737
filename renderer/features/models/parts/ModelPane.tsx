import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelDetail } from '../../../../shared/features/models/contract';
import { actsOf, type ModelAct } from '../../../../shared/features/models/states';
import { client } from '../../../app/client';
import { useCommand, useKeyOf } from '../../../app/keys';
import { shell } from '../../../app/shell';
import { KeyTip } from '../../../ui/KeyHint';
import { Inspector, Section } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { modelName } from '../modelName';
import { useAct, useMay, useModel } from '../queries';
import { DecisionDialog } from './DecisionDialog';
import { DriftPart } from './DriftPart';
import { FoldsTable, Identity, QualityTable } from './Figures';
import { HistoryPart } from './HistoryPart';
import { Importance } from './Importance';
import { StateTag, VerdictTag } from './ModelList';
import { RatesTable } from './RatesTable';
import { Reliability } from './Reliability';
import { VerdictBand } from './VerdictBand';

/** One model's card: the verdict first, then everything it rests on. */
export function ModelPane({ id }: { id: string }) {
  const { t } = useTranslation('models');
  const { data, error, isError, refetch } = useModel(id);
  if (data === undefined) {
    return isError ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonRows rows={14} />;
  }
  const { card } = data;
  return (
    <Inspector
      title={t('pane.title', { name: modelName(id) })}
      tags={
        <>
          <StateTag state={data.row.state} />
          <VerdictTag verdict={card.verdict} />
        </>
      }
      actions={<Actions detail={data} />}
    >
      <VerdictBand card={card} />
      <Section title={t('section.quality')}>
        <QualityTable card={card} />
      </Section>
      <Section title={t('section.reliability')}>
        <Reliability card={card} />
      </Section>
      <Section title={t('section.rates')}>
        <RatesTable card={card} />
      </Section>
      <Section title={t('section.importance')}>
        <Importance card={card} />
      </Section>
      <Section title={t('section.folds')}>
        <FoldsTable card={card} />
      </Section>
      <Section title={t('section.drift')}>
        <DriftPart detail={data} />
      </Section>
      <Section title={t('section.history')}>
        <HistoryPart history={data.history} />
      </Section>
      <Section title={t('section.identity')}>
        <Identity card={card} />
      </Section>
    </Inspector>
  );
}

const BUTTONS = ['shadow', 'activate', 'quarantine', 'unquarantine', 'retire'] as const;

function Actions({ detail }: { detail: ModelDetail }) {
  const { t } = useTranslation('models');
  const { id, state, verdict } = detail.row;
  const mayPromote = useMay('models:promote');
  const [act, setAct] = useState<(typeof BUTTONS)[number] | null>(null);
  const allowed: readonly ModelAct[] = mayPromote ? actsOf(state, verdict) : [];
  const save = useSave(id);
  useCommand('models.shadow', () => setAct('shadow'), allowed.includes('shadow'));
  useCommand('models.activate', () => setAct('activate'), allowed.includes('activate'));
  useCommand('models.retire', () => setAct('retire'), allowed.includes('retire'));
  useCommand('models.quarantine', () => setAct('quarantine'), allowed.includes('quarantine'));
  useCommand('models.unquarantine', () => setAct('unquarantine'), allowed.includes('unquarantine'));
  useCommand('models.card', () => save('card'));
  useCommand('models.artifact', () => save('artifact'));
  return (
    <>
      {BUTTONS.filter((one) => allowed.includes(one)).map((one) => (
        <ActButton key={one} act={one} onAct={() => setAct(one)} />
      ))}
      <Menu position="bottom-end" shadow="none" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileExport size={14} aria-hidden />}
            rightSection={<IconChevronDown size={12} aria-hidden />}
          >
            {t('export.open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => save('card')}>{t('export.card')}</Menu.Item>
          <Menu.Item onClick={() => save('artifact')}>{t('export.artifact')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {act !== null && <DecisionDialog row={detail.row} act={act} onClose={() => setAct(null)} />}
    </>
  );
}

function ActButton({ act, onAct }: { act: (typeof BUTTONS)[number]; onAct: () => void }) {
  const { t } = useTranslation('models');
  return (
    <KeyTip label={t(`key.${act}`)} shortcut={useKeyOf(`models.${act}`)}>
      <Button size="xs" variant={act === 'shadow' || act === 'activate' ? 'filled' : 'default'} onClick={onAct}>
        {t(`act.${act}`)}
      </Button>
    </KeyTip>
  );
}

/** Puts the card or the model into a file of the person's choice. */
function useSave(id: string): (part: 'card' | 'artifact') => void {
  const { t } = useTranslation('models');
  const saving = useAct(
    async (part: 'card' | 'artifact') => {
      const { name, text } = await client.models.export({ id, part });
      const bytes = await new Blob([text]).arrayBuffer();
      return { name, saved: await shell.saveFile({ name, mime: 'application/json', bytes }) };
    },
    t('export.writing'),
    ({ name, saved }) => tell(saved ? t('export.done', { name }) : t('export.not')),
  );
  return saving.run;
}
