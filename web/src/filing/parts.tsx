import { useEffect, useRef } from 'react';
import type { FilingView } from '../api-client/views.ts';
import { useTime } from '../app/format.ts';
import { useTexts, wordFor } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { ChainBadge } from '../components/chain-badge.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Actions, Card } from '../components/layout.tsx';
import { ProofLink } from '../components/proof-link.tsx';
import { type Differing, type Draft, type DraftView, PARTIES } from './draft.ts';
import { en } from './en.ts';
import styles from './filing.module.css';
import { zh } from './zh.ts';

/** Where one is among the steps, and what comes next; on a phone as bars, which many names would crowd. */
export function StepLine({ at, of }: { readonly at: number; readonly of: readonly string[] }) {
  const texts = useTexts({ zh, en });
  const line = useRef<HTMLDivElement>(null);
  const shown = useRef(at);
  // The button that led here is gone: whoever listens or uses the keyboard goes on from the step line.
  useEffect(() => {
    if (shown.current !== at) line.current?.focus();
    shown.current = at;
  }, [at]);
  const next = of[at];
  return (
    <div className={`${styles.line} no-print`} ref={line} tabIndex={-1}>
      <ol aria-hidden="true">
        {of.map((name, i) => (
          <li
            key={name}
            data-done={i + 1 < at || undefined}
            aria-current={i + 1 === at ? 'step' : undefined}
          />
        ))}
      </ol>
      <p>
        <strong>{texts.stepLine(at, of.length, of[at - 1] ?? '')}</strong>{' '}
        {next === undefined ? texts.stepLast : texts.stepNext(next)}
      </p>
    </div>
  );
}

/** How it stands with what was typed: one line, said aloud when it changes. */
export function SavingLine({ view }: { readonly view: Pick<DraftView, 'state' | 'problem'> }) {
  const texts = useTexts({ zh, en });
  return (
    <>
      <p className={`${styles.saving} no-print`} data-state={view.state} role="status">
        {texts[view.state]}
      </p>
      {view.state === 'refused' && <ErrorSummary error={view.problem} />}
    </>
  );
}

/** Fields that another device wrote meanwhile, each with both values and a choice. */
export function DifferingNotice({
  differing,
  draft,
}: {
  readonly differing: readonly Differing[];
  readonly draft: Draft;
}) {
  const texts = useTexts({ zh, en });
  return differing.map((each) => (
    <Card key={each.field} tone="warn">
      <h2>{texts.differs}</h2>
      <p role="alert">{texts.differsText}</p>
      <Actions>
        <Button look="secondary" onPress={() => draft.settle(each, 'mine')}>
          {texts.mine(shownValue(each.field, each.mine, texts))}
        </Button>
        <Button look="secondary" onPress={() => draft.settle(each, 'theirs')}>
          {texts.theirs(shownValue(each.field, each.theirs, texts))}
        </Button>
      </Actions>
    </Card>
  ));
}

function shownValue(field: string, value: unknown, texts: typeof zh): string {
  if (field === PARTIES && Array.isArray(value))
    return value.map(({ name }: { name: string }) => name).join('、');
  if (value === null || value === undefined) return texts.none;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  const words = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
}

const TONES: Readonly<Record<FilingView['state'], 'open' | 'wait' | 'good' | 'end'>> = {
  draft: 'open',
  correction: 'open',
  review: 'wait',
  accepted: 'good',
  docketed: 'good',
  refused: 'end',
  redirected: 'end',
  withdrawn: 'end',
  deemedWithdrawn: 'end',
};

/** 草稿, 待审核, 已立案 and so on: a word in a frame. */
export function StateBadge({ state }: { readonly state: FilingView['state'] }) {
  const word = useStateWord();
  return (
    <span className={styles.state} data-tone={TONES[state]}>
      {word(state)}
    </span>
  );
}

/** The word of a state; 不予立案 is not the word for a saving that was refused. */
export function useStateWord(): (state: FilingView['state']) => string {
  const texts = useTexts({ zh, en });
  return (state) => (state === 'refused' ? texts.refusedState : wordFor(texts, state));
}

/** Everything that happened to a filing, in order, each act with its state on the chain and its proof. */
export function FilingTimeline({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const applicant = filing.capacity === 'agent' ? texts.byAgent : texts.byMe;
  return (
    <ol className={styles.timeline}>
      {filing.timeline.map((event) => (
        <li key={`${event.at} ${event.act}`}>
          <strong>{wordFor(texts, event.act)}</strong>
          <span>
            {time(event.at)} · {event.by === 'court' ? texts.byCourt : applicant}
            {event.act === 'submit' && ` · ${texts.round(event.round)}`}
          </span>
          {event.words !== undefined && <p>{event.words}</p>}
          {event.act === 'docket' && event.detail !== undefined && <p>{event.detail}</p>}
          {event.chain !== undefined && (
            <p>
              <ChainBadge chain={event.chain} />{' '}
              <ProofLink chain={event.chain} what={wordFor(texts, event.act)} />
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
