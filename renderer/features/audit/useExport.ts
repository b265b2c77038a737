import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditFilter } from '../../../shared/features/audit/contract';
import { client } from '../../app/client';
import { shell } from '../../app/shell';
import { tell } from '../../ui/toasts';
import { csvFileName, gather } from './csvFile';

/** The filtered journal as a CSV file: read in pieces with progress, kept only when complete. */
export function useExport(filter: AuditFilter) {
  const { t } = useTranslation('audit');
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async () => {
    if (running.current !== null) return;
    const control = new AbortController();
    running.current = control;
    setProgress({ done: 0, total: 0 });
    try {
      const pieces = await client.audit.export({ filter }, { signal: control.signal });
      const result = await gather(pieces, control.signal, (done, total) => setProgress({ done, total }));
      if (result === null) {
        tell(t(control.signal.aborted ? 'export.cancelled' : 'export.failed'));
        return;
      }
      const name = csvFileName(t('export.fileName'), Date.now());
      const bytes = await new Blob([...result.texts]).arrayBuffer();
      const saved = await shell.saveFile({ name, mime: 'text/csv', bytes });
      tell(saved ? t('export.saved', { count: result.lines, name }) : t('export.cancelled'));
    } catch {
      // Whatever broke the stream, no file was written, and that is what the operator needs to know.
      tell(t(control.signal.aborted ? 'export.cancelled' : 'export.failed'));
    } finally {
      running.current = null;
      setProgress(null);
    }
  };
  return { progress, start: () => void run(), stop: () => running.current?.abort() };
}
