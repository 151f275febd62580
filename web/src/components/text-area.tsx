import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea as Area } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';
import styles from './text-input.module.css';

/** A longer text. */
export function TextArea({
  id,
  label,
  value,
  onChange,
  hint,
  error,
  lang,
  rows = 8,
  maxLength,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly lang?: string;
  readonly rows?: number;
  readonly maxLength?: number;
}) {
  return (
    <TextField
      id={id}
      className={styles.field}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      <Label>{label}</Label>
      {hint !== undefined && <Text slot="description">{hint}</Text>}
      <Area className={styles.input} rows={rows} lang={lang} />
      <FieldError className={styles.error}>{error}</FieldError>
    </TextField>
  );
}
