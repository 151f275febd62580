import { useEffect } from 'react';
import { useLocation, useParams } from 'react-router';
import type { FilingView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Page as Layout, Loading } from '../../components/layout.tsx';
import { DifferingNotice, SavingLine, StepLine } from '../../filing/parts.tsx';
import { useFiling } from '../../filing/queries.ts';
import { useDraft } from '../../filing/use-draft.ts';
import { AddressStep } from './address-step.tsx';
import { ClaimStep } from './claim-step.tsx';
import { CostStep } from './cost-step.tsx';
import { en } from './en.ts';
import { EvidenceStep } from './evidence-step.tsx';
import { PapersStep } from './papers-step.tsx';
import { PartiesStep } from './parties-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { SignStep } from './sign-step.tsx';
import { editUrl, type Step, stepsOf } from './steps.ts';
import { zh } from './zh.ts';

/** A draft, or a filing that is corrected, step by step; what is typed is saved as it is typed. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { id = '' } = useParams();
  const filing = useFiling(id);
  if (filing.data === undefined) {
    return (
      <Layout title={texts.title}>
        <ErrorSummary error={filing.error} />
        {filing.isPending && <Loading text={texts.loading} />}
      </Layout>
    );
  }
  const { state, mine } = filing.data;
  if (mine && (state === 'draft' || state === 'correction'))
    return <Writing filing={filing.data} />;
  return (
    <Layout title={texts.title}>
      <Card>
        <p>{texts.closed}</p>
        <Actions>
          <ButtonLink to={`/filings/${id}`}>{texts.toOverview}</ButtonLink>
        </Actions>
      </Card>
    </Layout>
  );
}

const PAGES = {
  parties: PartiesStep,
  claim: ClaimStep,
  evidence: EvidenceStep,
  papers: PapersStep,
  cost: CostStep,
  address: AddressStep,
  review: ReviewStep,
  sign: SignStep,
} as const;

function Writing({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const written = useDraft(filing);
  const steps = stepsOf(filing);
  const said = useParams().step;
  const step: Step = steps.find((each) => each === said) ?? 'parties';
  const at = steps.indexOf(step);
  useHash();
  const StepPage = PAGES[step];
  const after = steps[at + 1];
  const before = steps[at - 1];
  return (
    <Layout title={texts[step]} lead={`${filing.cause} · ${filing.court.name}`}>
      <StepLine at={at + 1} of={steps.map((each) => texts[each])} />
      <SavingLine view={written} />
      <DifferingNotice differing={written.differing} draft={written.draft} />
      <StepPage
        filing={filing}
        written={written}
        next={after === undefined ? undefined : editUrl(filing.id, after)}
        back={before === undefined ? undefined : editUrl(filing.id, before)}
      />
      <p>
        <ButtonLink to="/filings" look="plain">
          {texts.later}
        </ButtonLink>
      </p>
    </Layout>
  );
}

/** A notice may link to one field: it is scrolled to, and has the focus, once it is drawn. */
function useHash(): void {
  const { hash, key } = useLocation();
  useEffect(() => {
    if (hash === '' || key === '') return;
    const frame = requestAnimationFrame(() => {
      const found = document.getElementById(decodeURIComponent(hash.slice(1)));
      const field = found?.matches('input, textarea, select')
        ? found
        : (found?.querySelector<HTMLElement>('input, textarea, select') ?? found);
      field?.scrollIntoView({ block: 'center' });
      field?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [hash, key]);
}
