import { api, body } from '../../api-client/client.ts';
import type { Proofing } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { helpingPass } from '../../app/helping.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { useProofing, useStep } from '../../app/proofing.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading, Steps } from '../../components/layout.tsx';
import { DocumentStep } from './document-step.tsx';
import { en } from './en.ts';
import { HelpingBanner } from './helping-banner.tsx';
import { NoticeStep } from './notice-step.tsx';
import styles from './page.module.css';
import { PhotosStep } from './photos-step.tsx';
import { PortraitStep } from './portrait-step.tsx';
import { RegisterStep } from './register-step.tsx';
import { KindStep, RulesStep } from './rules-step.tsx';
import { UnifiedWay } from './unified-way.tsx';
import { zh } from './zh.ts';

/** Steps that the unified identity platform settles. */
const UNIFIED_STEPS: ReadonlySet<Proofing['step']> = new Set(['photos', 'register', 'portrait']);

/** From 未认证 to 已认证: one step at a time; what was done stays done, whatever happens to the page. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { data, error } = useProofing();
  return (
    <Layout title={helpingPass() === undefined ? texts.title : texts.helpingTitle}>
      {helpingPass() !== undefined && <HelpingBanner />}
      <ErrorSummary error={error} />
      {data === undefined && !error && <Loading text={texts.loading} />}
      {data !== undefined && <Standing proofing={data} />}
    </Layout>
  );
}

function Standing({ proofing }: { readonly proofing: Proofing }) {
  return (
    <>
      <Badge proofing={proofing} />
      <Progress proofing={proofing} />
      <Returned proofing={proofing} />
      {UNIFIED_STEPS.has(proofing.step) && <UnifiedWay proofing={proofing} />}
      <Current proofing={proofing} />
    </>
  );
}

function Badge({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const { step } = proofing;
  const state = step === 'done' ? 'done' : step === 'review' ? 'review' : 'open';
  const words = { done: texts.badgeDone, review: texts.badgeReview, open: texts.badgeOpen };
  return (
    <p className={styles.badge} data-state={state}>
      {words[state]}
    </p>
  );
}

function Progress({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const names = proofing.steps.map(({ step }) => texts[step]);
  const at = proofing.steps.findIndex(({ step }) => step === proofing.step);
  if (at < 0) return null;
  return (
    <Steps
      at={at + 1}
      of={names}
      label={texts.progress(at + 1, names.length, names[at + 1] ?? '')}
    />
  );
}

/** What a clerk asked to correct, each line with a link to its field. */
function Returned({ proofing: { review, step } }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  if (review?.state !== 'returned' || step === 'done') return null;
  return (
    <Card tone="warn">
      <h2>{texts.returnedTitle}</h2>
      <ul className={styles.text}>
        {review.reasons.map(({ field, reason }) => (
          <li key={field}>
            <a href={`#${field}`}>{wordFor(texts, field)}</a>：{reason}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Current({ proofing }: { readonly proofing: Proofing }) {
  switch (proofing.step) {
    case 'rules':
      return <RulesStep rules={proofing.rules} />;
    case 'kind':
      return <KindStep />;
    case 'document':
      return <DocumentStep proofing={proofing} />;
    case 'photos':
      return <PhotosStep proofing={proofing} />;
    case 'register':
      return <RegisterStep proofing={proofing} />;
    case 'portrait':
      return <PortraitStep proofing={proofing} />;
    case 'notice':
      return <NoticeStep notice={proofing.notice} />;
    case 'review':
      return <Waiting proofing={proofing} />;
    case 'refused':
      return <Refused proofing={proofing} />;
    case 'done':
      return <Done proofing={proofing} />;
  }
}

function Waiting({ proofing: { review, court } }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <Card>
      <h2>{texts.reviewTitle}</h2>
      <p>{texts.reviewText}</p>
      {review && (
        <Facts
          items={[
            { label: texts.by, value: court?.name ?? '' },
            { label: texts.askedAt, value: time(review.askedAt) },
            { label: texts.dueAt, value: time(review.dueAt) },
          ]}
        />
      )}
    </Card>
  );
}

function Refused({ proofing: { review } }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const again = useStep(() => body(api.POST('/api/v1/proofing/correction', { body: {} })));
  return (
    <Card tone="bad">
      <h2>{texts.refusedTitle}</h2>
      <p>
        {texts.refusedText}
        {review?.words}
      </p>
      <ErrorSummary error={again.error} />
      <Actions>
        <Button onPress={() => again.mutate(undefined)} isDisabled={again.isPending}>
          {texts.again}
        </Button>
      </Actions>
    </Card>
  );
}

function Done({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { name, number, document, noticeSignedAt, notice } = proofing;
  return (
    <>
      <Card tone="good">
        <h2>{texts.doneTitle}</h2>
        <p>{texts.doneText}</p>
        {helpingPass() === undefined && (
          <Actions>
            <ButtonLink to={proofing.kind === 'organisation' ? '/capacity' : '/inbox'}>
              {proofing.kind === 'organisation' ? texts.goCapacity : texts.goInbox}
            </ButtonLink>
            <ButtonLink
              to={proofing.kind === 'organisation' ? '/inbox' : '/capacity'}
              look="secondary"
            >
              {proofing.kind === 'organisation' ? texts.goInbox : texts.goCapacity}
            </ButtonLink>
          </Actions>
        )}
      </Card>
      <Card>
        <h2>{texts.summary}</h2>
        <Facts
          items={[
            name !== undefined && { label: texts.name, value: name },
            document !== undefined && { label: texts.documentKind, value: texts[document] },
            number !== undefined && { label: texts.number, value: number },
            noticeSignedAt !== undefined && {
              label: texts.signedAt,
              value: time(noticeSignedAt),
            },
            noticeSignedAt !== undefined && {
              label: texts.digest,
              value: notice.sha256,
              mono: true,
            },
          ]}
        />
      </Card>
    </>
  );
}
