import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import styles from './choice.module.css';

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

/** One answer of a `RadioGroup`. */
export function ChoiceOption({ value, label, hint }: Option<string>) {
  return (
    <Radio value={value} className={styles.option}>
      <strong>{label}</strong>
      {hint !== undefined && <span>{hint}</span>}
    </Radio>
  );
}

/** One question with a few answers, each a large target. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  onChange(value: T): void;
}) {
  return (
    <RadioGroup className={styles.group} value={value} onChange={(next) => onChange(next as T)}>
      <Label className={styles.label}>{label}</Label>
      {options.map((option) => (
        <ChoiceOption key={option.value} {...option} />
      ))}
    </RadioGroup>
  );
}
