import type { ReactNode } from 'react';
import styles from './data-table.module.css';

interface Row {
  readonly id: string;
  readonly tone?: 'bad' | 'warn' | undefined;
  readonly cells: readonly ReactNode[];
}

/** A table at a desk; on a phone each row becomes a card whose cells carry their column's name. The first cell names the row. */
export function DataTable({
  label,
  columns,
  rows,
}: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}) {
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-tone={row.tone}>
            {row.cells.map((cell, i) => (
              <Cell key={columns[i]} heading={i === 0} column={columns[i] ?? ''}>
                {cell}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({
  heading,
  column,
  children,
}: {
  readonly heading: boolean;
  readonly column: string;
  readonly children: ReactNode;
}) {
  return heading ? <th scope="row">{children}</th> : <td data-column={column}>{children}</td>;
}
