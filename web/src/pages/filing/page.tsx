import { useParams } from 'react-router';
import type { FilingView } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { DeadlineList } from '../../components/deadline-list.tsx';
import { DiffersNotice } from '../../components/differs-notice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { FilingTimeline, StateBadge } from '../../filing/parts.tsx';
import { useFiling } from '../../filing/queries.ts';
import * as words from '../../filing/words.ts';
import { PaperSlots } from '../../papers/paper-slots.tsx';
import { FilingPayments } from '../../payments/filing-payments.tsx';
import { Discard } from './discard.tsx';
import { en } from './en.ts';
import { Withdraw } from './withdraw.tsx';
import { zh } from './zh.ts';

/** One filing of mine: where it stands, what to do now, and everything that happened. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { id = '' } = useParams();
  const filing = useFiling(id);
  return (
    <Layout title={filing.data?.caseNumber ?? filing.data?.cause ?? texts.title}>
      <ErrorSummary error={filing.error} />
      {filing.isPending && <Loading text={texts.loading} />}
      {filing.data && <Overview filing={filing.data} />}
      <Actions>
        <ButtonLink to="/filings" look="plain">
          {texts.list}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}

const WITHDRAWABLE: ReadonlySet<string> = new Set(['review', 'correction', 'accepted']);

function Overview({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const chains = filing.timeline.flatMap(({ chain }) => chain ?? []);
  const { state } = filing;
  return (
    <>
      <StateBadge state={state} />
      <DiffersNotice states={chains} />
      <Next filing={filing} />
      {state !== 'draft' && <FilingPayments filingId={filing.id} />}
      <About filing={filing} />
      {filing.deadlines.length > 0 && (
        <Card>
          <h2>{texts.deadlines}</h2>
          <DeadlineList deadlines={filing.deadlines} label={texts.deadlines} />
        </Card>
      )}
      <Card>
        <h2>{texts.timeline}</h2>
        <FilingTimeline filing={filing} />
      </Card>
      {filing.papers.length > 0 && state !== 'draft' && <Papers filing={filing} />}
      {WITHDRAWABLE.has(state) && <Withdraw filing={filing} />}
      {state === 'draft' && <Discard filing={filing} />}
    </>
  );
}

function Next({ filing: { id, state } }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const ended = state === 'withdrawn' || state === 'deemedWithdrawn' || state === 'redirected';
  return (
    <Card tone={state === 'correction' || state === 'draft' ? 'warn' : 'wash'}>
      <h2>{texts.nextTitle}</h2>
      <p>{texts.nextOf[state]}</p>
      <Actions>
        {state === 'draft' && (
          <ButtonLink to={`/filings/${id}/edit/parties`}>{texts.goOn}</ButtonLink>
        )}
        {state === 'correction' && (
          <ButtonLink to={`/filings/${id}/correct`}>{texts.correct}</ButtonLink>
        )}
        {state !== 'draft' && (
          <ButtonLink to={`/filings/${id}/receipt`} look="secondary">
            {texts.receipt}
          </ButtonLink>
        )}
        {ended && (
          <ButtonLink to="/file" look="secondary">
            {texts.fileAgain}
          </ButtonLink>
        )}
      </Actions>
    </Card>
  );
}

function About({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const shared = useTexts(words);
  const time = useTime();
  const { parties, capacity, authority } = filing;
  const named = (side: string) =>
    parties.flatMap((party) => (party.side === side ? [party.name] : [])).join('、');
  return (
    <Facts
      items={[
        filing.caseNumber !== undefined && { label: texts.number, value: filing.caseNumber },
        { label: texts.court, value: filing.court.name },
        { label: texts.kind, value: `${wordFor(shared, filing.kind)} · ${filing.cause}` },
        { label: texts.applicants, value: named('applicant') },
        named('other') !== '' && { label: texts.others, value: named('other') },
        {
          label: texts.capacity,
          value: [capacity, authority]
            .flatMap((each) => (each === undefined ? [] : [wordFor(shared, each)]))
            .join(' · '),
        },
        filing.submittedAt !== undefined && {
          label: texts.submitted,
          value: time(filing.submittedAt),
        },
      ]}
    />
  );
}

function Papers({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const slots = [...new Set(filing.papers.map(({ slot }) => slot))];
  return (
    <>
      <h2>{texts.papers}</h2>
      <PaperSlots filing={filing} slots={slots} readOnly />
    </>
  );
}
