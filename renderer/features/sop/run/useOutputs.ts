import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { shell } from '../../../app/shell';
import { tell } from '../../../ui/toasts';
import { useRefusalText } from '../refusal';

/** What is taken out of a run: the evidence pack, and one page to print. */
export function useOutputs(run: string) {
  const { t, i18n } = useTranslation('sop');
  const refusalText = useRefusalText();
  const [page, setPage] = useState<{ readonly name: string; readonly html: string } | null>(null);
  const keep = async (name: string, mime: string, bytes: ArrayBuffer) => {
    const saved = await shell.saveFile({ name, mime, bytes });
    tell(saved ? t('run.told.saved', { name }) : t('history.cancelled'));
  };
  const pack = async () => {
    try {
      const { name, file } = await client.sop.pack({ id: run });
      await keep(name, 'application/zip', await file.arrayBuffer());
    } catch (error) {
      tell(refusalText(error));
    }
  };
  const print = async () => {
    try {
      setPage(await client.sop.printable({ id: run, language: i18n.language === 'en' ? 'en' : 'fr' }));
    } catch (error) {
      tell(refusalText(error));
    }
  };
  const copy = async (id: string) => {
    try {
      const { row, file } = await client.sop.evidence({ id });
      await keep(row.label, row.mime ?? 'application/octet-stream', await file.arrayBuffer());
    } catch (error) {
      tell(refusalText(error));
    }
  };
  return {
    page,
    closePage: () => setPage(null),
    savePage: () => {
      if (page !== null) void keep(page.name, 'text/html', new TextEncoder().encode(page.html).buffer as ArrayBuffer);
    },
    pack: () => void pack(),
    print: () => void print(),
    copy: (id: string) => void copy(id),
  };
}
