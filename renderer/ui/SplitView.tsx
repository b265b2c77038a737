import { Fragment, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import styles from './layout.module.css';

export interface Pane {
  readonly id: string;
  readonly label: string;
  /** First width (or height): a share of the whole in percent, or pixels. Neither takes what is left. */
  readonly share?: number;
  readonly size?: number;
  /** Smallest size in pixels. */
  readonly least: number;
  readonly content: ReactNode;
}

/** Panes side by side whose borders can be dragged, or moved with the arrow keys; their sizes are remembered under `id`. */
export function SplitView({ id, panes, vertical = false }: { id: string; panes: readonly Pane[]; vertical?: boolean }) {
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `sirrius.panes.${id}`,
    panelIds: panes.map((pane) => pane.id),
  });
  return (
    <Group
      id={id}
      className={styles.split}
      orientation={vertical ? 'vertical' : 'horizontal'}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index > 0 && <Separator className={styles.separator} aria-label={pane.label} />}
          <Panel id={pane.id} {...firstSize(pane)} minSize={pane.least}>
            <div className={styles.pane}>{pane.content}</div>
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}

function firstSize({ share, size }: Pane): { defaultSize?: number | string } {
  if (size !== undefined) return { defaultSize: size };
  return share === undefined ? {} : { defaultSize: `${share}%` };
}
