import type { Me } from '../api-client/views.ts';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/lawyer.ts';
import styles from './lawyer-badge.module.css';

type Lawyer = NonNullable<Me['lawyer']>;

/** That a court approved somebody's licence to practise, which one, and how long it holds; a word, not a colour. */
export function LawyerBadge({ lawyer }: { readonly lawyer: Lawyer }) {
  const texts = useTexts({ zh, en });
  return (
    <span className={styles.badge}>
      <strong>{texts.lawyer}</strong>
      <span>{texts.line(lawyer.firm, lawyer.licence)}</span>
      <small>
        {texts.period(lawyer.from, lawyer.to)} · {texts.checked(lawyer.court.name)}
      </small>
    </span>
  );
}
