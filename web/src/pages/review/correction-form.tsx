import { useState } from 'react';
import type { FilingDecision, FilingReview, ReviewedFiling } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions } from '../../components/layout.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextInput } from '../../components/text-input.tsx';
import type { ActProps } from './act-props.ts';
import { en } from './en.ts';
import type { NotesHook } from './marks.ts';
import styles from './page.module.css';
import { SignDecision } from './sign-decision.tsx';
import { zh } from './zh.ts';

/** One thing to be corrected, with what it is called and how its mark is taken away. */
interface Wanted {
  readonly key: string;
  readonly label: string;
  readonly words: string;
  readonly about: { readonly field?: string; readonly slot?: string; readonly paper?: string };
  change(words: string): void;
  remove(): void;
}

/** The one notice of what is to be corrected: made of the marks, looked at as the applicant will see it, signed. */
export function CorrectionForm({ filing, review, notes, onClose, onDone }: ActProps) {
  const texts = useTexts({ zh, en });
  const [signing, setSigning] = useState(false);
  const [tried, setTried] = useState(false);
  const wanted = useWanted(filing, review, notes);
  const { whole, reason, papers } = notes.notes;
  const fit = filing.papers.filter(({ id }) => papers[id]?.fit === 'yes').map(({ id }) => id);
  const faults = [
    ...(wanted.length === 0 && whole.trim() === ''
      ? [{ field: 'whole', message: texts.itemsMissing }]
      : []),
    ...wanted
      .filter(({ words }) => words.trim() === '')
      .map(({ key, label }) => ({ field: `wanted-${key}`, message: texts.wordsMissing(label) })),
    ...(review.again && reason.trim() === ''
      ? [{ field: 'again', message: texts.reasonMissing }]
      : []),
  ];
  if (signing)
    return (
      <SignDecision
        id={filing.id}
        decision={noticeOf(wanted, { whole, fit, reason: review.again ? reason : '' })}
        more={() => <Preview {...{ wanted, whole, reason, fit: fit.length }} />}
        onBack={() => setSigning(false)}
        onDone={onDone}
      />
    );
  const next = () => {
    setTried(true);
    setSigning(faults.length === 0);
  };
  return (
    <>
      <ErrorSummary fields={tried ? faults : []} />
      <p>{texts.correctionLead}</p>
      {wanted.length === 0 && <p>{texts.correctionNone}</p>}
      <Items wanted={wanted} />
      <TextArea
        id="whole"
        label={texts.whole}
        hint={texts.wholeHint}
        rows={3}
        value={whole}
        onChange={(text) => notes.change({ whole: text })}
        maxLength={1000}
      />
      {review.again && (
        <TextArea
          id="again"
          label={texts.again}
          hint={texts.againHint}
          rows={2}
          value={reason}
          onChange={(text) => notes.change({ reason: text })}
          maxLength={1000}
        />
      )}
      <Actions>
        <Button onPress={next}>{texts.next}</Button>
        <Button look="secondary" onPress={onClose}>
          {texts.close}
        </Button>
      </Actions>
    </>
  );
}

function Items({ wanted }: { readonly wanted: readonly Wanted[] }) {
  const texts = useTexts({ zh, en });
  return (
    <ol className={styles.wanted}>
      {wanted.map(({ key, label, words, change, remove }) => (
        <li key={key}>
          <TextInput
            id={`wanted-${key}`}
            label={label}
            value={words}
            onChange={change}
            maxLength={1000}
          />
          <button type="button" aria-label={texts.remove(label)} onClick={remove}>
            {texts.removeShort}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** Answers first, then papers, then what is missing, as they stand on the page. */
function useWanted(
  filing: ReviewedFiling,
  review: FilingReview,
  { notes, mark, markPaper }: NotesHook,
): Wanted[] {
  const { language } = useSettings();
  const item = (key: string, label: string, about: Wanted['about']): Wanted[] => {
    const words = notes.items[key];
    if (words === undefined) return [];
    return [
      {
        ...{ key, label, words, about },
        change: (next) => mark(key, next),
        remove: () => mark(key, undefined),
      },
    ];
  };
  return [
    ...review.answers.flatMap(({ field, label }) =>
      item(`field:${field}`, label[language], { field }),
    ),
    ...filing.parties.flatMap(({ name }, i) =>
      item(`field:parties.${i}`, name, { field: `parties.${i}` }),
    ),
    ...filing.papers.flatMap(({ id, name }): Wanted[] => {
      const found = notes.papers[id];
      if (found?.fit !== 'no') return [];
      return [
        {
          ...{ key: `paper:${id}`, label: name, words: found.words, about: { paper: id } },
          change: (words) => markPaper(id, { words }),
          remove: () => markPaper(id, { fit: '' }),
        },
      ];
    }),
    ...review.slots.flatMap(({ slot, name }) => item(`slot:${slot}`, name[language], { slot })),
  ];
}

function noticeOf(
  wanted: readonly Wanted[],
  more: { readonly whole: string; readonly reason: string; readonly fit: readonly string[] },
): FilingDecision {
  const whole = more.whole.trim();
  const reason = more.reason.trim();
  const items = [
    ...wanted.map(({ about, words }) => ({ ...about, words: words.trim() })),
    ...(whole === '' ? [] : [{ words: whole }]),
  ];
  return {
    ...{ act: 'requestCorrection', items },
    ...(reason === '' ? {} : { reason }),
    ...(more.fit.length === 0 ? {} : { fit: [...more.fit] }),
  } as FilingDecision;
}

function Preview({
  wanted,
  whole,
  reason,
  fit,
}: {
  readonly wanted: readonly Wanted[];
  readonly whole: string;
  readonly reason: string;
  readonly fit: number;
}) {
  const texts = useTexts({ zh, en });
  return (
    <section className={styles.preview} aria-label={texts.previewTitle}>
      <h3>{texts.previewTitle}</h3>
      {reason.trim() !== '' && <p>{reason}</p>}
      <ol>
        {wanted.map(({ key, label, words }) => (
          <li key={key}>
            <strong>{label}</strong>：{words}
          </li>
        ))}
        {whole.trim() !== '' && <li>{whole}</li>}
      </ol>
      {fit > 0 && <p>{texts.previewFit(fit)}</p>}
      <p className={styles.small}>{texts.previewUntil}</p>
    </section>
  );
}
