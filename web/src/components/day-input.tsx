import styles from './text-input.module.css';

/** A day of the calendar, with the browser's own field: each phone has one that its owner knows. */
export function DayInput({
  id,
  label,
  hint,
  value,
  onChange,
  error,
  type = 'date',
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  onChange(value: string): void;
  readonly error?: string | undefined;
  readonly type?: 'date' | 'time';
}) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span slot="description" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        id={id}
        type={type}
        className={styles.input}
        value={value}
        data-invalid={error === undefined ? undefined : true}
        aria-invalid={error !== undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {error !== undefined && (
        <span className={styles.error} id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}
