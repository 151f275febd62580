import { useState } from 'react';
import { Link } from 'react-router';
import type { FilingReview, ReviewedFiling } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DeadlineClock } from '../../components/deadline-list.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Loading } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { Acts } from './acts.tsx';
import { en } from './en.ts';
import { LikeSuits } from './like-suits.tsx';
import { useNotes } from './marks.ts';
import { nameOf } from './name-of.ts';
import styles from './page.module.css';
import { Papers } from './papers.tsx';
import { Progress } from './progress.tsx';
import { Findings, Said } from './said.tsx';
import { useItemShortcuts } from './shortcuts.ts';
import { type QueueHook, useFiling, useTake } from './view.ts';
import { zh } from './zh.ts';

/** One filing: what was said in the middle, the papers beside it, and what can be done. */
export function Item({ hook, id }: { readonly hook: QueueHook; readonly id: string }) {
  const texts = useTexts({ zh, en });
  const { filing, review, findings } = useFiling(id);
  const error = filing.error ?? review.error;
  if (filing.data === undefined || review.data === undefined)
    return (
      <div className={styles.item}>
        <Back hook={hook} />
        {error ? <ErrorSummary error={error} /> : <Loading text={texts.loading} />}
      </div>
    );
  return (
    <Opened
      // A new submission has notes of its own.
      key={`${id}/${filing.data.round}`}
      {...{ hook, filing: filing.data, review: review.data, findings: findings.data }}
    />
  );
}

const TABS = ['said', 'papers', 'act'] as const;

function Opened(props: {
  readonly hook: QueueHook;
  readonly filing: ReviewedFiling;
  readonly review: FilingReview;
  readonly findings: ReturnType<typeof useFiling>['findings']['data'];
}) {
  const { hook, filing, review, findings } = props;
  const texts = useTexts({ zh, en });
  const notes = useNotes(filing);
  const marking = filing.state === 'review' && review.acts.length > 0 && review.taken !== 'other';
  const found = TABS.find((tab) => tab === hook.search.get('tab'));
  const at = hook.search.get('act') === null ? (found ?? 'said') : 'act';
  useItemShortcuts({ hook, filing, review, notes });
  const labels = { said: texts.tabSaid, papers: texts.tabPapers, act: texts.tabAct };
  const parts = { filing, review, notes, marking, hook };
  return (
    <div className={styles.item} data-tab={at}>
      <Head {...props} />
      <nav className={styles.tabs} aria-label={texts.tabs}>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            aria-pressed={tab === at}
            onClick={() => hook.show({ tab, act: undefined })}
          >
            {labels[tab]}
          </button>
        ))}
      </nav>
      <Restored form={notes} />
      <div className={styles.columns}>
        <div className={styles.column} data-part="said">
          <div className={styles.part} data-part="act">
            <Acts {...parts} />
          </div>
          <div className={styles.part} data-part="said">
            <Findings findings={findings} />
            {review.acts.length > 0 && <LikeSuits filing={filing} />}
            <Said {...parts} />
          </div>
          <div className={styles.part} data-part="act">
            <Progress filing={filing} />
          </div>
        </div>
        <div className={`${styles.column} ${styles.part}`} data-part="papers">
          <Papers {...parts} />
        </div>
      </div>
    </div>
  );
}

function Back({ hook }: { readonly hook: QueueHook }) {
  const texts = useTexts({ zh, en });
  return (
    <p className={styles.back}>
      <Link to={hook.queue}>← {texts.backToQueue}</Link>
    </p>
  );
}

function Head({
  hook,
  filing,
  review,
}: {
  readonly hook: QueueHook;
  readonly filing: ReviewedFiling;
  readonly review: FilingReview;
}) {
  const texts = useTexts({ zh, en });
  const names = (side: string) =>
    filing.parties.filter((party) => party.side === side).map(({ name }) => name);
  const clock = filing.deadlines.find(({ standing }) => standing !== 'met' && standing !== 'ended');
  return (
    <header className={styles.itemHead}>
      <Back hook={hook} />
      <h2>{nameOf({ applicants: names('applicant'), others: names('other') }, texts.versus)}</h2>
      <p>
        {filing.cause} · {wordFor(texts, filing.kind)} · {filing.court.name} ·{' '}
        {texts.round(filing.round)} · <strong>{wordFor(texts, filing.state)}</strong>
        {filing.caseNumber !== undefined && ` · ${filing.caseNumber}`}
      </p>
      {clock !== undefined && <DeadlineClock deadline={clock} />}
      <Taken filing={filing} review={review} />
      {filing.caseId !== undefined && (
        <Actions>
          <ButtonLink look="secondary" to={`/desk/cases/${filing.caseId}`}>
            {texts.toCase}
          </ButtonLink>
        </Actions>
      )}
      {filing.ruling !== undefined && (
        <Actions>
          <ButtonLink look="secondary" to={`/api/v1/filings/${filing.id}/ruling`}>
            {texts.rulingOpen}
          </ButtonLink>
        </Actions>
      )}
    </header>
  );
}

/** Who reviews it, and how somebody else comes to. */
function Taken({
  filing,
  review,
}: {
  readonly filing: ReviewedFiling;
  readonly review: FilingReview;
}) {
  const texts = useTexts({ zh, en });
  const take = useTake(filing.id);
  const { reviewer } = filing;
  if (review.own)
    return (
      <Card tone="warn">
        <p>{texts.ownFiling}</p>
      </Card>
    );
  const may = review.acts.includes('take');
  if (review.taken === 'me') return <p className={styles.small}>{texts.isMine}</p>;
  return (
    <>
      <ErrorSummary error={take.error} />
      {review.taken === 'nobody' && <p className={styles.small}>{texts.noReviewer}</p>}
      {review.taken === 'nobody' && may && (
        <Actions>
          <Button
            look="secondary"
            onPress={() => take.mutate(undefined)}
            isDisabled={take.isPending}
          >
            {texts.take}
          </Button>
        </Actions>
      )}
      {review.taken === 'other' && !may && <p>{texts.reviewer(reviewer?.name ?? '')}</p>}
      {review.taken === 'other' && may && (
        <TakeOver id={filing.id} name={reviewer?.name ?? ''} free={review.standsIn} take={take} />
      )}
    </>
  );
}

function TakeOver({
  id,
  name,
  free,
  take,
}: {
  readonly id: string;
  readonly name: string;
  /** He stands in, and owes no reason. */
  readonly free: boolean;
  readonly take: ReturnType<typeof useTake>;
}) {
  const texts = useTexts({ zh, en });
  const kept = useKept(`filing-take/${id}`, { reason: '' });
  const { reason } = kept.fields;
  const [tried, setTried] = useState(false);
  const missing = !free && reason.trim() === '';
  const send = () => {
    setTried(true);
    if (missing) return;
    take.mutate(free ? undefined : reason.trim(), { onSuccess: () => void kept.forget() });
  };
  return (
    <Card tone="warn">
      <p>{free ? texts.standsInFor(name) : texts.othersFiling(name)}</p>
      {!free && (
        <TextInput
          id="take-reason"
          label={texts.takeReason}
          value={reason}
          onChange={(next) => kept.change({ reason: next })}
          maxLength={200}
          error={tried && missing ? texts.takeReasonMissing : undefined}
        />
      )}
      <Actions>
        <Button look="secondary" onPress={send} isDisabled={take.isPending}>
          {texts.takeOver}
        </Button>
      </Actions>
    </Card>
  );
}
