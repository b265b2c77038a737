import { useEffect } from 'react';
import { SkeletonRows } from '../../ui/states';
import { useGoTo } from '../navigation';
import { SCREENS } from '../screens';
import { useHello } from './hello';

/** Leads to the first screen of the rail that the operator may open. */
export function StartPage() {
  const hello = useHello();
  const goTo = useGoTo();
  const first = hello === null ? undefined : SCREENS.find((screen) => hello.permissions.includes(screen.permission));
  useEffect(() => {
    if (first !== undefined) goTo(first.path, { replace: true });
  }, [first, goTo]);
  return <SkeletonRows />;
}
