import type { ReactNode } from 'react';
import styles from './plain.module.css';

export interface PlainColumn {
  readonly header: string;
  readonly align?: 'end';
}

/** A titled block with a short, static table; what it holds is read, not worked through, so it takes no keys. */
export function Block({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={styles.block}>
      <h2>
        {title}
        {hint !== undefined && <small title={hint}>{hint}</small>}
      </h2>
      {children}
    </section>
  );
}

export function PlainTable({
  label,
  columns,
  children,
}: {
  label: string;
  columns: readonly PlainColumn[];
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the pane must be reachable by keyboard to be scrolled.
    <section className={styles.wide} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.header} scope="col" data-align={column.align}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export function Empty({ title, text }: { title: string; text?: string }) {
  return (
    <p className={styles.empty}>
      {title}
      {text !== undefined && `. ${text}`}
    </p>
  );
}
