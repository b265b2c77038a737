import { type ReactNode, useId } from 'react';
import styles from './layout.module.css';

interface ScreenProps {
  readonly title: string;
  /** Between the title and the actions: filters, the saved view. */
  readonly filters?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One screen of the console: the page's only h1, its filters and actions, and its body, which scrolls by itself. */
export function Screen({ title, filters, actions, children }: ScreenProps) {
  return (
    <div className={styles.screen}>
      <header className={styles.title}>
        <h1>{title}</h1>
        <div className={styles.filters}>{filters}</div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={styles.body}>{children}</div>
    </div>
  );
}

/** A pane that scrolls. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard to be scrolled.
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

/** Detail beside a list; never a dialog. */
export function Inspector({
  title,
  tags,
  actions,
  children,
}: {
  title: ReactNode;
  tags?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard to be scrolled.
    <section className={styles.inspector} tabIndex={0} aria-labelledby={id}>
      <div className={styles.inspectorHead}>
        <h2 id={id}>{title}</h2>
        {tags}
        {actions}
      </div>
      {children}
    </section>
  );
}

export function Section({ title, children }: { title?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      {title !== undefined && <h3>{title}</h3>}
      {children}
    </section>
  );
}
