import { useTexts } from '../../app/language.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import type { NotesHook } from './marks.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** A tick that something is to be corrected, and how, in words that the applicant will read. */
export function Mark({
  id,
  label,
  notes,
}: {
  readonly id: string;
  readonly label: string;
  readonly notes: NotesHook;
}) {
  const texts = useTexts({ zh, en });
  const words = notes.notes.items[id];
  return (
    <span className={styles.mark} data-on={words !== undefined || undefined}>
      <label>
        <input
          type="checkbox"
          aria-label={texts.markOf(label)}
          checked={words !== undefined}
          onChange={(event) => notes.mark(id, event.target.checked ? '' : undefined)}
        />
        {texts.mark}
      </label>
      {words !== undefined && (
        <TextInput
          id={id}
          label={texts.wordsOf(label)}
          value={words}
          onChange={(next) => notes.mark(id, next)}
          maxLength={1000}
        />
      )}
    </span>
  );
}
