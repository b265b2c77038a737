import { Button, CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import styles from './layout.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => void) | null;
}

/** How long an act can be taken back. */
const UNDO_MS = 10_000;
const TOLD_MS = 4_000;

const useToasts = create<{ readonly toasts: readonly Toast[]; readonly last: number }>(() => ({ toasts: [], last: 0 }));

/** Says what was done; with `undo`, offers for ten seconds to take it back. */
export function tell(text: string, undo: (() => void) | null = null): void {
  useToasts.setState(({ toasts, last }) => ({ toasts: [...toasts, { id: last + 1, text, undo }].slice(-3), last: last + 1 }));
}

const close = (id: number) => useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={styles.toasts} role="status">
      {toasts.map((toast) => (
        <UndoToast key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function UndoToast({ toast }: { toast: Toast }) {
  const { t } = useTranslation('ui');
  useEffect(() => {
    const timer = setTimeout(() => close(toast.id), toast.undo === null ? TOLD_MS : UNDO_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className={styles.toast}>
      {toast.text}
      {toast.undo !== null && (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            toast.undo?.();
            close(toast.id);
          }}
        >
          {t('undo')}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('close')} onClick={() => close(toast.id)} />
    </div>
  );
}
