import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { shell } from '../../../app/shell';
import { tell } from '../../../ui/toasts';
import { idIn, keepLocal } from './localText';

const MOST_BYTES = 500_000;

/** Takes one procedure's file in as unsaved text of its editor; nothing is changed until it is saved there. */
export function useImport(onOpen: (id: string) => void) {
  const { t } = useTranslation('sop');
  const pick = async () => {
    const picked = await shell.pickFile({ title: t('library.importTitle'), extensions: ['yaml', 'yml'], maxBytes: MOST_BYTES });
    if (picked === null) return;
    const yaml = new TextDecoder().decode(picked.bytes);
    const id = idIn(yaml);
    if (id === null) {
      tell(t('edit.importNoId', { name: picked.name }));
      return;
    }
    const place = await placeOf(id);
    keepLocal(localStorage, id, { yaml, ...place });
    tell(t('edit.imported', { name: picked.name }));
    onOpen(id);
  };
  return { pick: () => void pick() };
}

/** What the text will be saved over: the draft there is, else the version in force, else nothing. */
async function placeOf(id: string): Promise<{ revision: number; basedOn: number }> {
  try {
    const { draft, row } = await client.sop.procedure({ id });
    return { revision: draft?.revision ?? 0, basedOn: draft?.basedOn ?? row.version };
  } catch {
    // Not published: a new procedure. Anything else comes up again when the editor reads it.
    return { revision: 0, basedOn: 0 };
  }
}
