import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useGoTo } from '../../app/navigation';
import { useLibrary, useMay } from './queries';
import { useSay } from './say';

/** Every procedure as an entry of the palette that offers to start it. */
export function useProcedureEntries() {
  const { t } = useTranslation('sop');
  const say = useSay();
  const goTo = useGoTo();
  const library = useLibrary(useMay('sop:run')).data;
  return useMemo(
    () =>
      (library?.rows ?? []).map((row) => ({
        id: `sop.start.${row.id}`,
        title: t('start.palette', { title: `${say(row.title)} · ${row.id}` }),
        group: t('start.paletteGroup'),
        run: () => goTo(`/procedures/${row.id}?start=1`),
      })),
    [library, t, say, goTo],
  );
}
