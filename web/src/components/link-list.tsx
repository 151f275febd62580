import { Link } from 'react-router';
import styles from './link-list.module.css';

export interface LinkListItem {
  readonly to: string;
  readonly title: string;
  /** What one can do there, in a sentence. */
  readonly text: string;
}

/** Ways to other pages, each a large target with a sentence. */
export function LinkList({ items }: { readonly items: readonly LinkListItem[] }) {
  return (
    <ul className={styles.list}>
      {items.map(({ to, title, text }) => (
        <li key={to}>
          <Link to={to}>
            <strong>{title}</strong>
            <span>{text}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
