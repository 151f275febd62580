import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './button.module.css';

type Look = 'primary' | 'secondary' | 'danger' | 'plain';

/** The browser's own button: it stands on every page, and the first page should come soon on a phone. */
export function Button({
  look = 'primary',
  wide = false,
  type = 'button',
  isDisabled = false,
  autoFocus = false,
  onPress,
  children,
}: {
  readonly look?: Look;
  readonly wide?: boolean;
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean;
  /** Only where a question has just replaced the button that was pressed. */
  readonly autoFocus?: boolean;
  onPress?(): void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type={type}
      disabled={isDisabled}
      // biome-ignore lint/a11y/noAutofocus: the focus was on the button that this one replaces
      autoFocus={autoFocus}
      onClick={() => onPress?.()}
      className={`${styles.button} ${styles[look]} ${wide ? styles.wide : ''}`}
    >
      {children}
    </button>
  );
}

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({
  to,
  look = 'primary',
  wide = false,
  children,
  download,
}: {
  readonly to: string;
  readonly look?: Look;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly download?: boolean;
}) {
  const className = `${styles.button} ${styles[look]} ${wide ? styles.wide : ''}`;
  if (download || to.startsWith('/api/') || to.startsWith('/verify')) {
    return (
      <a href={to} className={className} download={download}>
        {children}
      </a>
    );
  }
  return (
    <Link to={to} className={className}>
      {children}
    </Link>
  );
}
