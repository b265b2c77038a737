import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { useGate } from '../../../app/gate/gateState';
import { CopyButton } from '../../../ui/CopyButton';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { inGroups, qrPath } from '../secret';
import { useAct } from '../useAct';
import styles from './access.module.css';
import { CodeField, isCode } from './CodeField';
import { Form } from './Form';
import { RecoveryCodes } from './RecoveryCodes';

const hold = (held: boolean) => useGate.setState({ held });

interface SecondFactorSetupProps {
  /** The codes are on screen: what is around may say so. */
  readonly onCodes?: () => void;
  readonly onDone: () => void;
  readonly aside?: ReactNode;
}

/** From the secret to the recovery codes. The gate is held until these have been put away: they are shown once. */
export function SecondFactorSetup({ onCodes, onDone, aside }: SecondFactorSetupProps) {
  const { t } = useTranslation('access');
  const begun = useQuery({
    queryKey: ['access', 'second-factor'],
    queryFn: () => client.access.beginSecondFactor(),
    // A secret in a cache would outlive its use.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const [code, setCode] = useState('');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const act = useAct(
    (input: { code: string }) => {
      hold(true);
      return client.access.confirmSecondFactor(input);
    },
    ({ recoveryCodes }) => {
      setCodes(recoveryCodes);
      onCodes?.();
    },
    () => hold(false),
  );
  if (codes !== null) {
    return (
      <RecoveryCodes
        codes={codes}
        intro={onCodes === undefined}
        onDone={() => {
          hold(false);
          onDone();
        }}
      />
    );
  }
  if (begun.isPending) return <SkeletonRows rows={6} />;
  if (begun.data === undefined) return <ErrorState error={begun.error} onRetry={() => void begun.refetch()} />;
  const { secret, uri } = begun.data;
  return (
    <Form act={act} ready={isCode(code)} submit={t('enrol.submit')} onSubmit={() => act.run({ code })} aside={aside}>
      <div className={styles.enrol}>
        <p>{t('enrol.scan')}</p>
        <QrCode text={uri} label={t('enrol.qr')} />
        <p className={styles.note}>{t('enrol.manual')}</p>
        <div className={styles.secret}>
          <code>{inGroups(secret)}</code>
          <CopyButton text={secret} label={t('enrol.copySecret')} done={t('copied')} />
        </div>
      </div>
      <CodeField value={code} onChange={setCode} />
    </Form>
  );
}

function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = qrPath(text);
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
