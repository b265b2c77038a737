import { Fragment, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import styles from './layout.module.css';
import { firstSizes, moveBorder, type PaneRule, readSizes, tracks } from './paneSizes';

/** `share` is a weight, `size` pixels; with neither the pane takes what is left. */
export interface Pane extends PaneRule {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

/** Pixels a border moves with one press of an arrow key. */
const STEP = 16;

/** Panes side by side, or one above the other, whose borders can be dragged or moved with the arrow keys; sizes are remembered under `id`. */
export function SplitView({ id, panes, vertical = false }: { id: string; panes: readonly Pane[]; vertical?: boolean }) {
  const stored = `sirrius.panes.${id}`;
  const [sizes, setSizes] = useState(() => readSizes(localStorage.getItem(stored), panes.length) ?? firstSizes(panes));
  const group = useRef<HTMLDivElement>(null);
  const measure = () =>
    Array.from(group.current?.querySelectorAll(':scope > [data-pane]') ?? [], (pane) => extent(pane, vertical));
  const keep = (next: readonly number[]) => {
    setSizes(next);
    localStorage.setItem(stored, next.map(Math.round).join(' '));
  };
  const template = tracks(panes, sizes.length === panes.length ? sizes : firstSizes(panes));
  return (
    <div
      ref={group}
      id={id}
      className={styles.split}
      style={vertical ? { gridTemplateRows: template } : { gridTemplateColumns: template }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index > 0 && (
            <Border
              label={pane.label}
              vertical={vertical}
              controls={`${id}-${panes[index - 1]?.id}`}
              measure={measure}
              move={(measured, by) => keep(moveBorder(panes, measured, index - 1, by))}
              at={index - 1}
            />
          )}
          <div id={`${id}-${pane.id}`} data-pane className={styles.pane}>
            {pane.content}
          </div>
        </Fragment>
      ))}
    </div>
  );
}

interface BorderProps {
  readonly label: string;
  readonly vertical: boolean;
  readonly controls: string;
  readonly at: number;
  readonly measure: () => readonly number[];
  readonly move: (measured: readonly number[], by: number) => void;
}

function Border({ label, vertical, controls, at, measure, move }: BorderProps) {
  const grip = useRef<{ readonly from: number; readonly measured: readonly number[] } | null>(null);
  const [share, setShare] = useState(50);
  const place = (event: PointerEvent) => (vertical ? event.clientY : event.clientX);
  const tell = () => {
    const measured = measure();
    const whole = measured.reduce((sum, size) => sum + size, 0) || 1;
    setShare(Math.round((measured.slice(0, at + 1).reduce((sum, size) => sum + size, 0) / whole) * 100));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowUp: -STEP, ArrowRight: STEP, ArrowDown: STEP, Home: -10_000, End: 10_000 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(measure(), by);
    requestAnimationFrame(tell);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; a focusable separator is what this is.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={vertical ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share}
      className={styles.separator}
      onFocus={tell}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { from: place(event), measured: measure() };
      }}
      onPointerMove={(event) => {
        if (grip.current !== null) move(grip.current.measured, place(event) - grip.current.from);
      }}
      onPointerUp={() => {
        grip.current = null;
      }}
      onPointerCancel={() => {
        grip.current = null;
      }}
    />
  );
}

function extent(element: Element, vertical: boolean): number {
  const { width, height } = element.getBoundingClientRect();
  return vertical ? height : width;
}
