import { Link, useLocation, useSearchParams } from 'react-router';
import { useSettingCourt } from '../app/settings-of.ts';
import styles from './tabs.module.css';

/** The courts somebody works for, where he works for several; the address keeps which one. */
export function CourtTabs({ label }: { readonly label: string }) {
  const { courts, court } = useSettingCourt();
  const { pathname } = useLocation();
  const [search] = useSearchParams();
  if (courts.length < 2) return null;
  const to = (code: string) => {
    const next = new URLSearchParams(search);
    next.set('court', code);
    return `${pathname}?${next}`;
  };
  return (
    <nav className={styles.tabs} aria-label={label}>
      {courts.map(({ code, name }) => (
        <Link
          key={code}
          to={to(code)}
          replace
          aria-current={code === court?.code ? 'page' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
