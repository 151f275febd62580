import styles from './text-input.module.css';

/** A day of the calendar, with the browser's own field: each phone has one that its owner knows. */
export function DayInput({
  id,
  label,
  hint,
  value,
  onChange,
  type = 'date',
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  onChange(value: string): void;
  readonly type?: 'date' | 'time';
}) {
  const described = hint === undefined ? undefined : `${id}-hint`;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <span slot="description" id={described}>
          {hint}
        </span>
      )}
      <input
        id={id}
        type={type}
        className={styles.input}
        value={value}
        aria-describedby={described}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
