import { type KeyboardEvent, useId, useState } from 'react';
import type { CourtEntry } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import styles from './court-chooser.module.css';
import { CourtLine } from './court-line.tsx';
import { en } from './en.ts';
import type { LastCourt } from './last-court.ts';
import { useCourtSearch } from './use-courts.ts';
import { zh } from './zh.ts';

/**
 * A box that lists courts while one types (the combobox with a list box of ARIA's authoring practices). The list stands
 * in the page below the box: nothing else is hidden from readers while it is open, and a phone's keyboard covers no
 * floating part.
 */
export function CourtBox({
  id,
  label,
  chosen,
  error,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly chosen: LastCourt | undefined;
  readonly error: string | undefined;
  onChoose(court: LastCourt): void;
}) {
  const texts = useTexts({ zh, en });
  const [typed, setTyped] = useState(chosen?.name ?? '');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const search = useCourtSearch(typed, open);
  const own = useId();
  const courts = open && typed.trim() !== '' ? (search.data?.items ?? []) : [];
  const optionId = (at: number) => `${own}-${at}`;
  const type = (text: string) => {
    setTyped(text);
    setOpen(true);
    setActive(-1);
  };
  const choose = (court: CourtEntry) => {
    setOpen(false);
    setTyped(court.name);
    onChoose(court);
  };
  const press = (event: KeyboardEvent) => {
    const to = moved(event.key, active, courts.length);
    if (to !== undefined) {
      event.preventDefault();
      setActive(to);
      document.getElementById(optionId(to))?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Escape') setOpen(false);
    const court = courts[active];
    if (event.key !== 'Enter' || !open) return;
    // Enter chooses; it never sends the form while a list is open.
    event.preventDefault();
    if (court !== undefined) choose(court);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <p id={`${own}-hint`} className={styles.hint}>
        {texts.hint}
      </p>
      <input
        id={id}
        type="text"
        role="combobox"
        className={styles.input}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        aria-autocomplete="list"
        aria-expanded={courts.length > 0}
        aria-controls={`${own}-list`}
        aria-activedescendant={courts[active] === undefined ? undefined : optionId(active)}
        aria-describedby={`${own}-hint ${own}-error`}
        aria-invalid={error !== undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      <p id={`${own}-error`} className={styles.error} hidden={error === undefined}>
        {error}
      </p>
      <div
        id={`${own}-list`}
        role="listbox"
        aria-label={label}
        className={styles.list}
        hidden={courts.length === 0}
      >
        {courts.map((court, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus and takes the keys
          <div
            key={court.code}
            id={optionId(at)}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            className={styles.option}
            onClick={() => choose(court)}
          >
            <strong>{court.name}</strong>
            <small>
              <CourtLine court={court} />
            </small>
          </div>
        ))}
      </div>
      <p role="status" className={styles.hint}>
        {open && typed.trim() !== '' && said(search, texts)}
      </p>
    </div>
  );
}

/** Where a key leads in a list of so many; `undefined` for keys that lead nowhere. */
function moved(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return at <= 0 ? count - 1 : at - 1;
  return undefined;
}

function said(
  search: { isError: boolean; data?: { total: number } | undefined },
  texts: typeof zh,
): string {
  if (search.isError) return texts.failed;
  if (search.data === undefined) return texts.searching;
  return search.data.total === 0 ? texts.none : texts.found(search.data.total);
}
