import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { shell } from '../../../app/shell';
import { tell } from '../../../ui/toasts';
import { useDesk } from './desk';
import { isLink } from './fields';

/** The backend's limit; asked before a large file is sent for nothing. */
const MOST_BYTES = 25 * 1024 * 1024;
const EXTENSIONS = ['png', 'jpg', 'jpeg', 'webp', 'pdf', 'xlsx', 'docx', 'txt', 'log', 'csv', 'json', 'md'] as const;

/** The ways to add evidence to a step. */
export function useEvidence(step: string) {
  const { t } = useTranslation('sop');
  const { run, refuse, compose, focus } = useDesk();
  const [sending, setSending] = useState<string | null>(null);
  const send = async (name: string, add: () => Promise<unknown>) => {
    setSending(name);
    try {
      await add();
      tell(t('run.evidence.added'));
      compose(null);
      focus();
      return true;
    } catch (error) {
      refuse(error);
      return false;
    } finally {
      setSending(null);
    }
  };
  const at = { run: run.id, step };
  const addFile = (file: Blob, name: string, kind: 'file' | 'screenshot') => {
    if (file.size > MOST_BYTES) {
      tell(t('run.evidence.tooLarge'));
      return;
    }
    void send(name, () => client.sop.addEvidence({ ...at, kind, name, file }));
  };
  return {
    sending,
    /** A text that is an address is kept as a link. */
    addText: (text: string) =>
      send(text.slice(0, 40), () =>
        client.sop.addEvidence(isLink(text) ? { ...at, kind: 'link', link: text } : { ...at, kind: 'text', text }),
      ),
    addFile,
    pick: async () => {
      const picked = await shell.pickFile({ title: t('run.evidence.fileTitle'), extensions: EXTENSIONS, maxBytes: MOST_BYTES });
      if (picked !== null) addFile(new Blob([picked.bytes]), picked.name, 'file');
    },
    addAll: (files: readonly File[], pasted: boolean) => {
      for (const file of files) {
        // A pasted picture is called image.png by every browser; the time tells one from the next.
        const name = pasted ? t('run.evidence.screenshotName', { at: stamp(new Date()) }) : file.name;
        addFile(file, name, pasted ? 'screenshot' : 'file');
      }
    },
  };
}

function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
}
