import { Link } from 'react-router';
import type { Deadline } from '../api-client/views.ts';
import { useDay } from '../app/day.ts';
import { useSettings, useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/deadlines.ts';
import styles from './deadline-list.module.css';

/** Deadlines as they come, each with its clock, its sentence, and a link to how it was counted. */
export function DeadlineList({
  deadlines,
  label,
  courts = false,
  calendars = false,
}: {
  readonly deadlines: readonly Deadline[];
  readonly label: string;
  /** Names the court of each, where they are of several. */
  readonly courts?: boolean;
  /** Offers each as a calendar file. */
  readonly calendars?: boolean;
}) {
  return (
    <ul className={styles.list} aria-label={label}>
      {deadlines.map((deadline) => (
        <Line key={deadline.id} {...{ deadline, courts, calendars }} />
      ))}
    </ul>
  );
}

function Line({
  deadline,
  courts,
  calendars,
}: {
  readonly deadline: Deadline;
  readonly courts: boolean;
  readonly calendars: boolean;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { title, caseNumber, court, standing } = deadline;
  const about = [title, caseNumber, courts && court.name].filter(Boolean).join(' · ');
  const dated = standing === 'running' || standing === 'lastDay' || standing === 'overdue';
  return (
    <li className={styles.line} data-standing={deadline.standing}>
      <p className={styles.head}>
        <Link to={`/deadlines/${deadline.id}`}>{deadline.name[language]}</Link>
        <DeadlineClock deadline={deadline} />
      </p>
      {about !== '' && <p>{about}</p>}
      <p className={styles.why}>{deadline.explanation[language]}</p>
      {calendars && dated && (
        <p>
          <a
            className={styles.calendar}
            href={`/api/v1/deadlines/${deadline.id}/calendar.ics`}
            aria-label={texts.calendarOf(deadline.name[language])}
            download
          >
            {texts.calendar}
          </a>
        </p>
      )}
    </li>
  );
}

/** How much time there is, in days and as a date. */
export function DeadlineClock({ deadline }: { readonly deadline: Deadline }) {
  const texts = useTexts({ zh, en });
  const day = useDay();
  const { standing, daysLeft, lastDay, unknownYears } = deadline;
  return (
    <span className={styles.clock} data-standing={standing}>
      <b>{clockWords(texts, standing, daysLeft)}</b>
      {lastDay !== undefined && <span>{texts.until(day(lastDay))}</span>}
      {unknownYears.length > 0 && <span>{texts.unsure(unknownYears.join('、'))}</span>}
    </span>
  );
}

function clockWords(texts: typeof zh, standing: Deadline['standing'], days: number): string {
  if (standing === 'overdue') return days < 0 ? texts.late(-days) : texts.overdue;
  if (standing === 'running') return days === 0 ? texts.today : texts.left(days);
  if (standing === 'suspended') return texts.still(days);
  return texts[standing];
}
