import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Goes to a path known as text, such as a notice's link. A detached window stays one. */
export function useGoTo(): (path: string, options?: { readonly replace?: boolean }) => void {
  const router = useRouter();
  return useCallback(
    (path, options) => {
      const detached = (router.state.location.search as { window?: 1 }).window === 1;
      const href = detached ? `${path}${path.includes('?') ? '&' : '?'}window=1` : path;
      void router.navigate({ href, replace: options?.replace ?? false });
    },
    [router],
  );
}
