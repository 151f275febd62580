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
}: {
  readonly deadlines: readonly Deadline[];
  readonly label: string;
}) {
  return (
    <ul className={styles.list} aria-label={label}>
      {deadlines.map((deadline) => (
        <Line key={deadline.id} deadline={deadline} />
      ))}
    </ul>
  );
}

function Line({ deadline }: { readonly deadline: Deadline }) {
  const { language } = useSettings();
  const about = [deadline.title, deadline.caseNumber].filter(Boolean).join(' · ');
  return (
    <li className={styles.line} data-standing={deadline.standing}>
      <p className={styles.head}>
        <Link to={`/deadlines/${deadline.id}`}>{deadline.name[language]}</Link>
        <DeadlineClock deadline={deadline} />
      </p>
      {about !== '' && <p>{about}</p>}
      <p className={styles.why}>{deadline.explanation[language]}</p>
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
