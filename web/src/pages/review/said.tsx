import type { FilingReview, ReviewedFiling, ReviewFinding } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useSettings, useTexts, wordFor } from '../../app/language.tsx';
import { Card, Facts } from '../../components/layout.tsx';
import { en } from './en.ts';
import { Mark } from './mark.tsx';
import type { NotesHook } from './marks.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

interface Props {
  readonly filing: ReviewedFiling;
  readonly review: FilingReview;
  readonly notes: NotesHook;
  /** Whether anything can still be marked. */
  readonly marking: boolean;
}

/** What the applicant said: facts, parties, answers, each with a mark for what is to be corrected. */
export function Said({ filing, review, notes, marking }: Props) {
  return (
    <>
      <About filing={filing} />
      {review.answers.length > 0 ? (
        <Answers {...{ filing, review, notes, marking }} />
      ) : (
        <Parties {...{ filing, review, notes, marking }} />
      )}
      <Conditions review={review} notes={notes} />
    </>
  );
}

function About({ filing }: { readonly filing: ReviewedFiling }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { eService, mediation, authority, service } = filing;
  const yesNo = eService === undefined ? texts.unsaid : eService ? texts.yes : texts.no;
  return (
    <Card>
      <Facts
        items={[
          { label: texts.submitted, value: time(filing.submittedAt) },
          {
            label: texts.capacity,
            value: [texts[filing.capacity], authority && texts[authority]]
              .filter(Boolean)
              .join('，'),
          },
          { label: texts.eService, value: yesNo },
          { label: texts.mediation, value: mediation ? texts[mediation] : texts.unsaid },
          service !== undefined && {
            label: texts.service,
            value: Object.values(service).filter(Boolean).join('，'),
          },
        ]}
      />
    </Card>
  );
}

type AnswerLine = FilingReview['answers'][number];

/** What was answered, and what should have been, section by section; the rest is there for whoever looks for it. */
function Answers({ review, notes, marking }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const marked = ({ field }: AnswerLine) => notes.notes.items[`field:${field}`] !== undefined;
  const told = review.answers.filter(
    (line) => line.text !== undefined || line.need === 'required' || marked(line),
  );
  const rest = review.answers.filter((line) => !told.includes(line));
  const sections = [...new Set(told.map(({ section }) => section[language]))];
  return (
    <Card>
      <h2>{texts.answers}</h2>
      {sections.map((name) => (
        <section key={name} className={styles.section} aria-label={name}>
          <h3>{name}</h3>
          <Lines
            lines={told.filter(({ section }) => section[language] === name)}
            {...{ notes, marking }}
          />
        </section>
      ))}
      {rest.length > 0 && (
        <details className={styles.more}>
          <summary>{texts.unanswered(rest.length)}</summary>
          <Lines lines={rest} {...{ notes, marking }} />
        </details>
      )}
    </Card>
  );
}

function Lines({
  lines,
  notes,
  marking,
}: Pick<Props, 'notes' | 'marking'> & { readonly lines: readonly AnswerLine[] }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  return (
    <dl className={styles.answers}>
      {lines.map(({ field, label, text }) => (
        <div key={field}>
          <dt>{label[language]}</dt>
          <dd data-empty={text === undefined || undefined}>
            <span>{text ?? texts.notSaid}</span>
            {marking && <Mark id={`field:${field}`} label={label[language]} notes={notes} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Parties({ filing, notes, marking }: Props) {
  const texts = useTexts({ zh, en });
  const sides = { applicant: texts.applicant, other: texts.otherSide, third: texts.third };
  return (
    <Card>
      <h2>{texts.parties}</h2>
      <dl className={styles.answers}>
        {filing.parties.map((party, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is read-only and has no other order
          <div key={i}>
            <dt>
              {sides[party.side]}（{wordFor(texts, party.kind)}）
            </dt>
            <dd>
              <span>
                <strong>{party.name}</strong>
                {Object.values(party.details).length > 0 &&
                  `　${Object.values(party.details).join('，')}`}
              </span>
              {marking && <Mark id={`field:parties.${i}`} label={party.name} notes={notes} />}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Conditions({ review, notes }: Pick<Props, 'review' | 'notes'>) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const met = notes.notes.conditions;
  return (
    <Card>
      <h2>{texts.conditions}</h2>
      <p className={styles.small}>{texts.conditionsNote}</p>
      {review.conditions.map(({ id, words, law }) => (
        <fieldset key={id} className={styles.condition}>
          <legend>
            {words[language]}
            <span className={styles.small}>（{law[language]}）</span>
          </legend>
          {(['yes', 'no'] as const).map((value) => (
            <label key={value}>
              <input
                type="radio"
                name={`condition-${id}`}
                checked={met[id] === value}
                onChange={() => notes.condition(id, value)}
              />
              {value === 'yes' ? texts.met : texts.unmet}
            </label>
          ))}
        </fieldset>
      ))}
    </Card>
  );
}

/** What the checks found; they explain and never decide. */
export function Findings({
  findings,
}: {
  readonly findings: readonly ReviewFinding[] | undefined;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  if (findings === undefined) return null;
  return (
    <Card tone={findings.length > 0 ? 'warn' : 'plain'}>
      <h2>{texts.findings}</h2>
      {findings.length === 0 && <p>{texts.noFindings}</p>}
      {findings.length > 0 && (
        <ul className={styles.plain}>
          {findings.map(({ words, law }) => (
            <li key={words[language]}>
              {words[language]}
              {law && <span className={styles.small}>（{law[language]}）</span>}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.small}>{texts.findingsNote}</p>
    </Card>
  );
}
