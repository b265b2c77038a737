import { useState } from 'react';
import type { Me } from '../../../../shared/features/access/operator';
import { Accept } from './Accept';
import { Enrol } from './Enrol';
import { Lock } from './Lock';
import { SetUp } from './SetUp';
import { SignIn } from './SignIn';

interface GateScreenProps {
  readonly state: 'setup' | 'signed-out' | 'enrol' | 'locked';
  readonly operator: Me | null;
}

/** What stands between a window and the work, one screen a state. */
export function GateScreen({ state, operator }: GateScreenProps) {
  const [invited, setInvited] = useState(false);
  if (state === 'setup') return <SetUp />;
  if (state === 'enrol') return <Enrol />;
  if (state === 'locked') return <Lock name={operator?.name ?? ''} email={operator?.email ?? ''} />;
  return invited ? <Accept onBack={() => setInvited(false)} /> : <SignIn onInvited={() => setInvited(true)} />;
}
