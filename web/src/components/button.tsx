import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import { Link } from 'react-router';
import styles from './button.module.css';

type Look = 'primary' | 'secondary' | 'danger' | 'plain';

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  readonly look?: Look;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

export function Button({ look = 'primary', wide = false, children, ...props }: Props) {
  return (
    <AriaButton
      {...props}
      className={`${styles.button} ${styles[look]} ${wide ? styles.wide : ''}`}
    >
      {children}
    </AriaButton>
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
