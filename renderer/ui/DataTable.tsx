import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef } from 'react';
import styles from './table.module.css';
import { useRowHeight } from './useRowHeight';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** A CSS grid track, such as `96px` or `minmax(120px, 1fr)`. */
  readonly width: string;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
  /** Given where the column can be sorted. */
  readonly sortable?: boolean;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export interface TableHandle {
  /** Moves the chosen row by so many rows. */
  move(by: number): void;
  /** Opens the chosen row. */
  open(): void;
  focus(): void;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly chosen: string | null;
  readonly onChoose: (row: Row) => void;
  readonly onOpen?: (row: Row) => void;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  /** Old rows stay, dimmed, while new ones are on their way. */
  readonly reloading?: boolean;
  /** Rows of the whole list where more exist than are loaded. */
  readonly total?: number;
  readonly onEnd?: () => void;
  readonly ref?: Ref<TableHandle>;
  readonly rowTone?: (row: Row) => 'muted' | 'warning' | undefined;
}

/** A list of any length, all by keyboard: arrows, J/K (through the handle), Home, End, Page keys, Enter. The grid itself holds the focus. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, chosen, onChoose, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const height = useRowHeight();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const at = rows.findIndex((row) => rowKey(row) === chosen);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { onEnd } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height makes every measure stale.
  useEffect(() => virtual.measure(), [virtual, height]);
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20) onEnd?.();
  }, [last, rows.length, onEnd]);

  const choose = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    onChoose(row);
    virtual.scrollToIndex(Math.max(0, Math.min(rows.length - 1, index)));
  };
  const open = () => {
    const row = rows[at];
    if (row !== undefined) onOpen?.(row);
  };
  useImperativeHandle(props.ref, () => ({
    move: (by) => choose(at < 0 ? 0 : at + by),
    open,
    focus: () => scroller.current?.focus(),
  }));

  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 2);
  const steps: Readonly<Record<string, () => void>> = {
    ArrowDown: () => choose(at + 1),
    ArrowUp: () => choose(at < 0 ? 0 : at - 1),
    PageDown: () => choose(at + page),
    PageUp: () => choose(at - page),
    Home: () => choose(0),
    End: () => choose(rows.length - 1),
    Enter: open,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.ctrlKey || event.altKey) return;
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step();
  };

  const template = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtualised by transforms.
    <div
      ref={scroller}
      className={styles.table}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={(props.total ?? rows.length) + 1}
      // A row scrolled out of sight is not in the page and cannot be named.
      aria-activedescendant={items.some((item) => item.index === at) ? `${id}-${at}` : undefined}
      aria-busy={props.reloading ?? false}
      onKeyDown={onKeyDown}
    >
      <div className={styles.content}>
        <Header columns={columns} template={template} sort={props.sort ?? null} onSort={props.onSort} />
        <div className={styles.rows} data-reloading={props.reloading || undefined} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              // biome-ignore lint/a11y/useSemanticElements: see the grid above.
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for its rows.
              // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row.
              <div
                key={rowKey(row)}
                id={`${id}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={item.index === at}
                className={styles.row}
                data-tone={props.rowTone?.(row)}
                style={{ ...template, transform: `translateY(${item.start}px)` }}
                onClick={() => onChoose(row)}
                onDoubleClick={() => onOpen?.(row)}
              >
                <Cells row={row} columns={columns} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface CellsProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
}

/** Drawn again when the row or the columns change, not with every step of the scroll. */
const Cells = memo(function Cells<Row>({ row, columns }: CellsProps<Row>) {
  return columns.map((column) => (
    // biome-ignore lint/a11y/useSemanticElements: see the grid above.
    // biome-ignore lint/a11y/useFocusableInteractive: see the row above.
    <div key={column.id} role="gridcell" className={styles.cell} data-align={column.align}>
      {column.cell(row)}
    </div>
  ));
}) as <Row>(props: CellsProps<Row>) => ReactNode;

interface HeaderProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly template: { readonly gridTemplateColumns: string };
  readonly sort: Sort | null;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

function Header<Row>({ columns, template, sort, onSort }: HeaderProps<Row>) {
  return (
    <div className={styles.head}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid above. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the row above. */}
      <div role="row" aria-rowindex={1} className={styles.headRow} style={template}>
        {columns.map((column) => {
          const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined;
          const Arrow = sorted === 'descending' ? IconArrowDown : IconArrowUp;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the grid above.
            // biome-ignore lint/a11y/useFocusableInteractive: the button inside is what takes the focus.
            <div key={column.id} role="columnheader" aria-sort={sorted} className={styles.cell} data-align={column.align}>
              {column.sortable === true && onSort !== undefined ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={() => onSort({ column: column.id, descending: sorted === 'ascending' })}
                >
                  {column.header}
                  {sorted !== undefined && <Arrow size={12} aria-hidden />}
                </button>
              ) : (
                column.header
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
