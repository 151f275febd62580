import { useEffect, useRef } from 'react';
import type { FilingReview, ReviewedFiling } from '../../api-client/views.ts';
import { formatBytes, grouped } from '../../app/format.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { Mark } from './mark.tsx';
import type { NotesHook } from './marks.ts';
import styles from './page.module.css';
import type { QueueHook } from './view.ts';
import { zh } from './zh.ts';

interface Props {
  readonly filing: ReviewedFiling;
  readonly review: FilingReview;
  readonly notes: NotesHook;
  readonly marking: boolean;
  readonly hook: QueueHook;
}

type Paper = ReviewedFiling['papers'][number];

/** The paper that the address names, else the first. */
export function paperOf({ papers }: ReviewedFiling, id: string | null): Paper | undefined {
  return papers.find((paper) => paper.id === id) ?? papers[0];
}

/** The papers as a list, each fit or not, and the chosen one beside the form. */
export function Papers({ filing, review, notes, marking, hook }: Props) {
  const texts = useTexts({ zh, en });
  const shown = paperOf(filing, hook.search.get('paper'));
  const list = useCurrentInView(shown?.id);
  const chosen = useChosenInWindow(shown?.id);
  return (
    <>
      <Card>
        <h2>{texts.papers}</h2>
        {filing.papers.length === 0 && <p>{texts.noPapers}</p>}
        {filing.papers.length > 1 && <Count filing={filing} notes={notes} />}
        <ol
          className={styles.papers}
          data-many={filing.papers.length > MANY || undefined}
          ref={list}
        >
          {filing.papers.map((paper) => (
            <Line
              key={paper.id}
              {...{ filing, review, notes, marking, paper }}
              current={paper.id === shown?.id}
              onShow={() => hook.show({ paper: paper.id })}
            />
          ))}
        </ol>
        <Missing {...{ filing, review, notes, marking }} />
        {filing.form !== undefined && (
          <Actions>
            <ButtonLink look="secondary" to={`/api/v1/filings/${filing.id}/pleading.pdf`}>
              {texts.pleading}
            </ButtonLink>
          </Actions>
        )}
      </Card>
      <div ref={chosen}>{shown !== undefined && <Shown filing={filing} paper={shown} />}</div>
    </>
  );
}

/** From here on the papers have a column of their own. */
const BESIDE = '(min-width: 1100px)';
/** More than these scroll by themselves, so that the chosen one stays near. */
const MANY = 6;

/** Scrolls to a paper when another is chosen and only its edge, or nothing of it, would be seen. */
function useChosenInWindow(paper: string | undefined) {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(paper);
  useEffect(() => {
    const column = place.current?.parentElement;
    if (before.current === paper || !column || place.current === null) return;
    before.current = paper;
    if (place.current.getBoundingClientRect().top < innerHeight * 0.75) return;
    if (!matchMedia(BESIDE).matches) place.current.scrollIntoView();
    // A column of its own stays in the window once its head has come to the top of it.
    else scrollBy(0, column.getBoundingClientRect().top - COLUMN_TOP);
  }, [paper]);
  return place;
}

/** Where the column of the papers sticks. */
const COLUMN_TOP = 16;

/** Keeps the chosen line of a list that scrolls in its view, and the page where it is. */
function useCurrentInView(current: string | undefined) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = current === undefined ? null : list.current?.querySelector('[data-current]');
    if (!line || list.current === null) return;
    const [inner, outer] = [line.getBoundingClientRect(), list.current.getBoundingClientRect()];
    if (inner.top < outer.top) list.current.scrollTop -= outer.top - inner.top;
    if (inner.bottom > outer.bottom) list.current.scrollTop += inner.bottom - outer.bottom;
  }, [current]);
  return list;
}

/** How many there are, and how many have been looked at with what result. */
function Count({ filing, notes }: Pick<Props, 'filing' | 'notes'>) {
  const texts = useTexts({ zh, en });
  const marks = filing.papers.map(({ id }) => notes.notes.papers[id]?.fit);
  const fit = marks.filter((each) => each === 'yes').length;
  const unfit = marks.filter((each) => each === 'no').length;
  return (
    <p className={styles.small} role="status">
      {texts.papersCount(marks.length, fit, unfit)}
    </p>
  );
}

function Line({
  filing,
  review,
  notes,
  marking,
  paper,
  current,
  onShow,
}: Omit<Props, 'hook'> & {
  readonly paper: Paper;
  readonly current: boolean;
  onShow(): void;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const slot = review.slots.find((each) => each.slot === paper.slot);
  const before = review.verdicts.find((verdict) => verdict.paper === paper.id);
  return (
    <li data-current={current || undefined}>
      <button type="button" aria-pressed={current} onClick={onShow}>
        <strong className={styles.paperName}>{paper.name}</strong>
        <span className={styles.small}>
          {slot?.name[language]} · {formatBytes(paper.size)}
          {paper.made && ` · ${texts.made}`}
          {filing.round > 1 &&
            paper.addedRound === filing.round &&
            ` · ${texts.newIn(filing.round)}`}
        </span>
      </button>
      {before !== undefined && (
        <p className={styles.small}>
          {texts.before}
          {before.fit ? texts.fit : before.words}
        </p>
      )}
      {marking && <Verdict paper={paper} notes={notes} />}
    </li>
  );
}

function Verdict({ paper, notes }: { readonly paper: Paper; readonly notes: NotesHook }) {
  const texts = useTexts({ zh, en });
  const mark = notes.notes.papers[paper.id];
  return (
    <fieldset className={styles.verdict}>
      <legend className="visually-hidden">{paper.name}</legend>
      {(['yes', 'no'] as const).map((fit) => (
        <label key={fit}>
          <input
            type="checkbox"
            checked={mark?.fit === fit}
            onChange={(event) =>
              notes.markPaper(paper.id, { fit: event.target.checked ? fit : '' })
            }
          />
          {fit === 'yes' ? texts.fit : texts.unfit}
        </label>
      ))}
      {mark?.fit === 'no' && (
        <TextInput
          id={`paper-${paper.id}`}
          label={texts.why(paper.name)}
          value={mark.words}
          onChange={(words) => notes.markPaper(paper.id, { words })}
          maxLength={1000}
        />
      )}
    </fieldset>
  );
}

/** Places of the checklist that have nothing in them. */
function Missing({ filing, review, notes, marking }: Omit<Props, 'hook'>) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const there = new Set(filing.papers.map(({ slot }) => slot));
  const missing = review.slots.filter(({ slot, expected }) => expected && !there.has(slot));
  if (missing.length === 0) return null;
  const list = (
    <ul className={styles.missing}>
      {missing.map(({ slot, name, law }) => (
        <li key={slot}>
          {name[language]}
          <span className={styles.small}>（{law[language]}）</span>
          {marking && <Mark id={`slot:${slot}`} label={name[language]} notes={notes} />}
        </li>
      ))}
    </ul>
  );
  // Between a long list and the chosen paper it would be in the way.
  if (filing.papers.length > MANY)
    return (
      <details className={styles.more}>
        <summary>{texts.missingCount(missing.length)}</summary>
        {list}
      </details>
    );
  return (
    <section className={styles.section} aria-label={texts.missing}>
      <h3>{texts.missing}</h3>
      {list}
    </section>
  );
}

function Shown({ filing, paper }: { readonly filing: ReviewedFiling; readonly paper: Paper }) {
  const texts = useTexts({ zh, en });
  const url = `/api/v1/filings/${filing.id}/papers/${paper.id}`;
  return (
    <section className={styles.shown} aria-label={texts.document}>
      <h2>{paper.name}</h2>
      {paper.type === 'application/pdf' ? (
        <PdfView key={paper.id} url={url} title={paper.name} />
      ) : (
        <a href={url} target="_blank" rel="noreferrer">
          <img className={styles.picture} src={url} alt={paper.name} />
        </a>
      )}
      <p className={styles.digest}>
        {texts.digest} {grouped(paper.sha256)}
      </p>
    </section>
  );
}
