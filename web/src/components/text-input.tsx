import type { HTMLInputAutoCompleteAttribute } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField } from 'react-aria-components/TextField';
import styles from './text-input.module.css';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly inputMode?: 'text' | 'numeric';
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly maxLength?: number;
  readonly type?: 'text' | 'password';
}

/** One question: label, hint, field, error. */
export function TextInput({
  id,
  label,
  value,
  onChange,
  hint,
  error,
  inputMode = 'text',
  autoComplete = 'off',
  maxLength,
  type = 'text',
}: Props) {
  return (
    <TextField
      id={id}
      className={styles.field}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      inputMode={inputMode}
      type={type}
      autoComplete={autoComplete}
      {...(maxLength === undefined ? {} : { maxLength })}
    >
      <Label>{label}</Label>
      {hint !== undefined && <Text slot="description">{hint}</Text>}
      <Input className={styles.input} />
      <FieldError className={styles.error}>{error}</FieldError>
    </TextField>
  );
}
