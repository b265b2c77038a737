import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../../shared/features/sop/run';
import type { Text } from '../../../../shared/features/sop/text';
import { useGoTo } from '../../../app/navigation';
import styles from '../parts/sop.module.css';
import { useSay } from '../say';
import { useDesk } from './desk';
import { isClosed, isSettled } from './runView';
import { resume } from './useRunKeys';

/** What must be known of the whole run before any step: paused, turned back, over, or behind the procedure in force. */
export function RunBands() {
  const { t } = useTranslation('sop');
  const desk = useDesk();
  const { run, runRefusal } = desk;
  const reason = run.reason ?? t('today.noReason');
  return (
    <>
      {run.state === 'paused' && (
        <div className={styles.band} data-tone="warning" role="status">
          {t('run.band.paused', { reason })}
          {desk.usable && (
            <Button size="compact-xs" variant="default" onClick={() => void resume(desk, t('run.told.resumed'))}>
              {t('run.band.resume')}
            </Button>
          )}
        </div>
      )}
      {run.rollingBack && !isClosed(run) && (
        <div className={styles.band} data-tone="warning" role="status">
          {t('run.band.rollingBack', { reason })}
        </div>
      )}
      {run.state === 'open' && desk.usable && desk.steps.length > 0 && desk.steps.every(isSettled) && (
        <div className={styles.band} role="status">
          {t('run.band.ready')}
          <Button size="compact-xs" onClick={() => void desk.finish()}>
            {t('run.finish')}
          </Button>
        </div>
      )}
      {isClosed(run) && (
        <div className={styles.band} role="status">
          {run.state === 'aborted' || run.state === 'missed' ? t(`run.band.${run.state}`, { reason }) : t('run.band.closed')}
        </div>
      )}
      {run.current !== run.version && <Drift />}
      {runRefusal !== null && (
        <div className={styles.band} data-tone="danger" role="alert">
          {runRefusal}
        </div>
      )}
    </>
  );
}

/** More than this is a list to be read in the procedure, not in a band. */
const NAMED = 6;

function Drift() {
  const { t } = useTranslation('sop');
  const say = useSay();
  const goTo = useGoTo();
  const { run } = useDesk();
  const changes = run.changedSince.map((path) => changeWord(path, run, t, say));
  const named = changes.slice(0, NAMED).join(', ');
  return (
    <div className={styles.band} role="status">
      <span>
        {t('run.band.drift', { version: run.version, current: run.current })}{' '}
        {changes.length > 0 && t('run.band.driftChanged', { changes: changes.length > NAMED ? `${named}, …` : named })}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => goTo(`/procedures/${run.procedure}?tab=versions`)}>
        {t('run.band.driftOpen')}
      </Button>
    </div>
  );
}

/** `steps.kpi` becomes the step's own name, where the pinned version has it. */
function changeWord(path: string, run: RunDetail, t: TFunction<'sop'>, say: (text: Text) => string): string {
  const [part = '', id] = path.split('.');
  const kind = t(`run.band.driftPart.${part as 'steps'}`, { defaultValue: part });
  if (id === undefined) return kind;
  const { phases } = run.pinned;
  const named =
    part === 'phases' ? phases.find((one) => one.id === id) : phases.flatMap(({ steps }) => steps).find((one) => one.id === id);
  return `${kind} « ${named === undefined ? id : say(named.title)} »`.replaceAll(/« | »/g, (mark) => mark.replace(' ', '\u00a0'));
}
