import { DayInput } from '../../components/day-input.tsx';
import styles from '../../payments/payments.module.css';

/** Which day's books; the day stands in the address. */
export function DayField({
  label,
  day,
  onChange,
}: {
  readonly label: string;
  readonly day: string;
  onChange(day: string): void;
}) {
  return (
    <div className={`no-print ${styles.short}`}>
      <DayInput id="day" label={label} value={day} onChange={onChange} />
    </div>
  );
}
