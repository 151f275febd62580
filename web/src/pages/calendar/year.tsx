import type { CalendarDay, CalendarYear } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

const KINDS = ['workday', 'rest', 'holiday', 'makeUp'] as const;

/** What the marks mean; colour never says it alone. */
export function Legend() {
  const texts = useTexts({ zh, en });
  return (
    <ul className={styles.legend} aria-label={texts.legend}>
      {KINDS.map((kind) => (
        <li key={kind}>
          <span className={styles.sample} data-kind={kind} aria-hidden>
            1 <i>{texts.marks[kind]}</i>
          </span>
          {texts[kind]}
        </li>
      ))}
      <li>
        <span className={styles.sample} data-kind="workday" data-corrected aria-hidden>
          1 <i>*</i>
        </span>
        {texts.corrected}
      </li>
    </ul>
  );
}

/** Twelve months. Days are picked by pointer here; who uses keys types them below. */
export function Year({
  calendar,
  chosen,
  onToggle,
}: {
  readonly calendar: CalendarYear;
  readonly chosen: readonly string[];
  readonly onToggle: ((day: string) => void) | undefined;
}) {
  const months = Array.from({ length: 12 }, (_, i) =>
    calendar.days.filter(({ day }) => Number(day.slice(5, 7)) === i + 1),
  );
  return (
    <div className={styles.year}>
      {months.map((days, i) => (
        <Month key={days[0]?.day} month={i + 1} {...{ days, chosen, onToggle }} />
      ))}
    </div>
  );
}

function Month({
  month,
  days,
  chosen,
  onToggle,
}: {
  readonly month: number;
  readonly days: readonly CalendarDay[];
  readonly chosen: readonly string[];
  readonly onToggle: ((day: string) => void) | undefined;
}) {
  const texts = useTexts({ zh, en });
  return (
    <table className={styles.month}>
      <caption>{texts.month(month)}</caption>
      <thead>
        <tr>
          {texts.weekdays.map((name, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two days of a week share a letter
            <th key={i} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks(days).map((week) => (
          <tr key={week.find((entry) => entry)?.day}>
            {week.map((entry, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its weekday
              <td key={i}>
                {entry && (
                  <Day entry={entry} chosen={chosen.includes(entry.day)} onToggle={onToggle} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Days by weeks that begin on Monday, with holes before the first and after the last. */
function weeks(days: readonly CalendarDay[]): (CalendarDay | undefined)[][] {
  const first = new Date(`${days[0]?.day}T00:00:00Z`).getUTCDay();
  const cells: (CalendarDay | undefined)[] = [...Array((first + 6) % 7).fill(undefined), ...days];
  while (cells.length % 7 !== 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(7 * i, 7 * i + 7));
}

function Day({
  entry,
  chosen,
  onToggle,
}: {
  readonly entry: CalendarDay;
  readonly chosen: boolean;
  readonly onToggle: ((day: string) => void) | undefined;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const day = useDay();
  const { kind, name, correctedBy } = entry;
  const corrected = correctedBy !== undefined;
  const words = [
    day(entry.day),
    texts[kind],
    name?.[language],
    corrected && `${texts.corrected} ${correctedBy.source}`,
  ];
  const label = words.filter(Boolean).join(', ');
  const shown = (
    <>
      {Number(entry.day.slice(8))}
      <i>{corrected ? `${texts.marks[kind]}*` : texts.marks[kind]}</i>
      <span className="visually-hidden">{label}</span>
    </>
  );
  const look = { className: styles.day, 'data-kind': kind };
  if (onToggle === undefined) return <span {...look}>{shown}</span>;
  return (
    <button
      type="button"
      tabIndex={-1}
      {...look}
      aria-pressed={chosen}
      onClick={() => onToggle(entry.day)}
    >
      {shown}
    </button>
  );
}
