import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../shared/features/access/operator';
import { tell } from '../../ui/toasts';
import { client, orpc, queryClient } from '../client';
import { useCommand } from '../keys';
import { useLater } from './later';
import { OperatorButton } from './OperatorButton';

const OperatorItems = lazy(async () => ({ default: (await import('./OperatorItems')).OperatorItems }));

/** Who is signed in, and the ways out. The menu itself comes once the first screen is up, or with the first press. */
export function OperatorMenu({ operator }: { operator: Me }) {
  const { t } = useTranslation('app');
  const later = useLater();
  const [asked, setAsked] = useState(false);
  const leave = (act: () => Promise<unknown>) =>
    void act().then(
      () => queryClient.invalidateQueries({ queryKey: orpc.access.hello.key() }),
      () => tell(t('operator.failed')),
    );
  useCommand('session.lock', () => leave(() => client.access.lock()));
  useCommand('session.signOut', () => leave(() => client.access.signOut()));
  const button = <OperatorButton operator={operator} onClick={() => setAsked(true)} />;
  return <Suspense fallback={button}>{later || asked ? <OperatorItems operator={operator} opened={asked} /> : button}</Suspense>;
}
