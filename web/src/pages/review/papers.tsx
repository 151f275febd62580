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
  return (
    <>
      <Card>
        <h2>{texts.papers}</h2>
        {filing.papers.length === 0 && <p>{texts.noPapers}</p>}
        <ol className={styles.papers}>
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
      {shown !== undefined && <Shown filing={filing} paper={shown} />}
    </>
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
  return (
    <section className={styles.section} aria-label={texts.missing}>
      <h3>{texts.missing}</h3>
      <ul className={styles.missing}>
        {missing.map(({ slot, name, law }) => (
          <li key={slot}>
            {name[language]}
            <span className={styles.small}>（{law[language]}）</span>
            {marking && <Mark id={`slot:${slot}`} label={name[language]} notes={notes} />}
          </li>
        ))}
      </ul>
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
