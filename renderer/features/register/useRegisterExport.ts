import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterFilter } from '../../../shared/features/register/contract';
import { client } from '../../app/client';
import { shell } from '../../app/shell';
import { tell } from '../../ui/toasts';

type Format = 'json' | 'csv';
const MIME = { json: 'application/x-ndjson', csv: 'text/csv' } as const;
const END = { json: 'ndjson', csv: 'csv' } as const;

/** The register as a file: read in pieces with progress, kept only when complete. */
export function useRegisterExport(filter: RegisterFilter) {
  const { t } = useTranslation('register');
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (format: Format) => {
    if (running.current !== null) return;
    const control = new AbortController();
    running.current = control;
    setProgress({ done: 0, total: 0 });
    try {
      const texts: string[] = [];
      for await (const { done, total, text } of await client.register.export({ filter, format }, { signal: control.signal })) {
        texts.push(text);
        setProgress({ done, total });
      }
      if (control.signal.aborted) return tell(t('export.cancelled'));
      const name = `${t('export.fileName')}-${new Date().toISOString().slice(0, 10)}.${END[format]}`;
      const bytes = await new Blob(texts).arrayBuffer();
      const saved = await shell.saveFile({ name, mime: MIME[format], bytes });
      tell(saved ? t('export.saved', { name }) : t('export.cancelled'));
    } catch {
      // Whatever broke the stream, no file was written, and that is what the operator needs to know.
      tell(t(control.signal.aborted ? 'export.cancelled' : 'export.failed'));
    } finally {
      running.current = null;
      setProgress(null);
    }
  };
  return { progress, start: (format: Format) => void run(format), stop: () => running.current?.abort() };
}
