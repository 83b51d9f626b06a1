import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Column<Row> {
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** At least this wide. */
  rem: number;
  /** Takes this share of what is left over. */
  grow?: number;
  align?: 'end';
  /** Sorted by the server; absent: not by this one. */
  sort?: { direction: 'ascending' | 'descending' | 'none'; toggle: () => void };
}

interface LongTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Rows of all pages, of which only some may be loaded. */
  total: number;
  keyOf: (row: Row) => string;
  /** Called as the end of what is loaded comes into view. */
  more?: (() => void) | undefined;
}

const ROW_PX = 44;
const GAP_REM = 0.75;
/** Pages are asked for this many rows before their place is reached. */
const AHEAD = 30;

/** A table of any length: only what is seen is in the page, and readers of screens are told the whole count. */
export function LongTable<Row>({ label, columns, rows, total, keyOf, more }: LongTableProps<Row>) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - AHEAD) more();
  }, [more, last, rows.length]);
  const tracks: CSSProperties = {
    gridTemplateColumns: columns
      .map(({ rem, grow }) => (grow ? `minmax(${rem}rem, ${grow}fr)` : `${rem}rem`))
      .join(' '),
  };
  const width: CSSProperties = { minWidth: `${columns.reduce((sum, { rem }) => sum + rem + GAP_REM, 1)}rem` };
  return (
    <div className="long-table" ref={scroller} tabIndex={0} role="table" aria-label={label} aria-rowcount={total + 1}>
      <div role="rowgroup" className="head" style={width}>
        <div role="row" aria-rowindex={1} style={tracks}>
          {columns.map(column => (
            <Head key={column.id} column={column} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="body" style={{ ...width, height: virtual.getTotalSize() }}>
        {seen.map(({ index, start }) => {
          const row = rows[index] as Row;
          return (
            <div
              key={keyOf(row)}
              role="row"
              aria-rowindex={index + 2}
              style={{ ...tracks, transform: `translateY(${start}px)` }}
            >
              {columns.map(({ id, cell, align }) => (
                <div key={id} role="cell" className={align}>
                  {cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {rows.length < total && <p className="quiet more">{t('state.more')}</p>}
    </div>
  );
}

function Head<Row>({ column: { head, align, sort } }: { column: Column<Row> }) {
  if (!sort)
    return (
      <div role="columnheader" className={align}>
        {head}
      </div>
    );
  const mark = { ascending: ' ↑', descending: ' ↓', none: '' }[sort.direction];
  return (
    <div role="columnheader" className={align} aria-sort={sort.direction}>
      <button type="button" onClick={sort.toggle}>
        {head}
        <span aria-hidden="true">{mark}</span>
      </button>
    </div>
  );
}
