import { Link } from 'react-router';
import styles from './filter-nav.module.css';

export interface Filter {
  readonly key: string;
  readonly text: string;
  /** How many there are of it; `…` while nobody knows, nothing where nobody counts. */
  readonly count?: number | '…' | undefined;
  readonly to: string;
}

/** Parts of a list as links, the shown one marked: the part stands in the address. */
export function FilterNav({
  label,
  at,
  filters,
}: {
  readonly label: string;
  readonly at: string;
  readonly filters: readonly Filter[];
}) {
  return (
    <nav className={styles.filters} aria-label={label}>
      {filters.map(({ key, text, count, to }) => (
        <Link
          key={key}
          to={to}
          replace
          preventScrollReset
          aria-current={key === at ? 'page' : undefined}
        >
          {text} {count !== undefined && <strong>{count}</strong>}
        </Link>
      ))}
    </nav>
  );
}
