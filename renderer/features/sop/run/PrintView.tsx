import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../app/keys';
import styles from './run.module.css';

interface PrintViewProps {
  readonly page: { readonly name: string; readonly html: string };
  readonly onSave: () => void;
  readonly onClose: () => void;
}

/**
 * The printable page, over the screen and alone on paper. It is drawn in a shadow root, so that neither its styles nor ours
 * leak; its sheet is a constructed one, since the page's policy takes no inline style.
 */
export function PrintView({ page, onSave, onClose }: PrintViewProps) {
  const { t } = useTranslation('sop');
  const place = useRef<HTMLDivElement>(null);
  useCommand('screen.back', onClose);
  useEffect(() => {
    const host = place.current;
    if (host === null) return;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    const parsed = new DOMParser().parseFromString(page.html, 'text/html');
    const sheet = new CSSStyleSheet();
    const styleText = [...parsed.querySelectorAll('style')].map((style) => style.textContent).join('\n');
    sheet.replaceSync(styleText.replaceAll(/(^|})\s*body\b/g, '$1 :host'));
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(...Array.from(parsed.body.childNodes, (node) => document.importNode(node, true)));
  }, [page]);
  return (
    <section className={styles.print} aria-label={t('print.title')}>
      <div className={styles.printBar}>
        <strong>{t('print.title')}</strong>
        <Button size="xs" onClick={() => window.print()}>
          {t('print.print')}
        </Button>
        <Button size="xs" variant="default" onClick={onSave}>
          {t('print.save')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('print.close')}
        </Button>
      </div>
      <div ref={place} className={styles.paper} />
    </section>
  );
}
