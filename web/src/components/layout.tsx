import { type ReactNode, useEffect, useRef } from 'react';
import { useArrival } from '../app/arrival.ts';
import styles from './layout.module.css';

/** One column of text for people on a phone. */
export function Page({
  title,
  lead,
  children,
  wide = false,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
}) {
  const heading = useArrival(title);
  return (
    <div className={wide ? styles.wide : styles.page}>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      </div>
      {children}
    </div>
  );
}

export function Card({
  children,
  tone = 'plain',
}: {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'wash' | 'good' | 'bad' | 'warn';
}) {
  return <section className={`${styles.card} ${styles[tone]}`}>{children}</section>;
}

/** Buttons below a task, the main one first; on a phone one under the other. */
export function Actions({ children }: { readonly children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  readonly mono?: boolean;
}

/** Label and value pairs. */
export function Facts({ items }: { readonly items: readonly (Fact | undefined | false)[] }) {
  return (
    <dl className={styles.facts}>
      {items
        .filter((item): item is Fact => Boolean(item))
        .map((item) => (
          <div key={item.label}>
            <dt>{item.label}</dt>
            <dd className={item.mono ? styles.mono : undefined}>{item.value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** 第 2 步，共 3 步, and what comes next. */
export function Steps({
  at,
  of,
  label,
}: {
  readonly at: number;
  readonly of: readonly string[];
  readonly label: string;
}) {
  const line = useRef<HTMLDivElement>(null);
  const shown = useRef(at);
  // The button that led here is gone: whoever listens or uses the keyboard goes on from the step line.
  useEffect(() => {
    if (shown.current !== at) line.current?.focus();
    shown.current = at;
  }, [at]);
  return (
    <div className={`${styles.steps} no-print`} ref={line} tabIndex={-1}>
      <p>{label}</p>
      <ol>
        {of.map((name, i) => (
          <li
            key={name}
            data-done={i + 1 < at || undefined}
            aria-current={i + 1 === at ? 'step' : undefined}
          >
            {name}
          </li>
        ))}
      </ol>
    </div>
  );
}

export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Loading({ text }: { readonly text: string }) {
  return (
    <p className={styles.loading} role="status">
      {text}
    </p>
  );
}
