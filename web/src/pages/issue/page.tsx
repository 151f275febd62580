import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { CaseView, DocumentView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Page as Layout, Loading, Steps } from '../../components/layout.tsx';
import { en } from './en.ts';
import { PreviewStep } from './preview-step.tsx';
import { ServeStep } from './serve-step.tsx';
import { SignStep } from './sign-step.tsx';
import { UploadStep } from './upload-step.tsx';
import { zh } from './zh.ts';

/** Upload, check the stamped file, issue by signing, serve. The draft is kept on the server and named in the address, so that a reload goes on from it. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { caseId = '' } = useParams();
  const draft = useDraft();
  const [signing, setSigning] = useState(false);
  const found = useQuery({
    queryKey: ['case', caseId],
    queryFn: () => body(api.GET('/api/v1/cases/{id}', { params: { path: { id: caseId } } })),
  });
  const at = stepOf(draft, signing);
  return (
    <Layout title={texts.title} lead={found.data?.caseNumber}>
      <Steps at={at} of={texts.steps.split('|')} label={texts.step(at)} />
      <ErrorSummary error={found.error ?? draft.error} />
      {draft.isLoading && <Loading text={texts.loading} />}
      {draft.id === null && <UploadStep caseId={caseId} onDone={draft.keep} />}
      {draft.document && (
        <DraftStep
          at={at}
          document={draft.document}
          parties={found.data?.parties}
          onStep={setSigning}
          onIssued={draft.keep}
          onWithdrawn={draft.forget}
        />
      )}
      <Actions>
        <ButtonLink to={`/desk/cases/${caseId}`} look="plain">
          {at === 2 || at === 3 ? texts.keepDraft : texts.toCase}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}

function DraftStep(props: {
  readonly at: number;
  readonly document: DocumentView;
  readonly parties: CaseView['parties'] | undefined;
  onStep(signing: boolean): void;
  onIssued(document: DocumentView): void;
  onWithdrawn(): void;
}) {
  const { at, document, onStep } = props;
  if (at === 2) {
    const next = () => onStep(true);
    return <PreviewStep document={document} onNext={next} onWithdrawn={props.onWithdrawn} />;
  }
  if (at === 3) {
    const back = () => onStep(false);
    return <SignStep document={document} onBack={back} onIssued={props.onIssued} />;
  }
  return props.parties && <ServeStep document={document} parties={props.parties} />;
}

function stepOf(draft: ReturnType<typeof useDraft>, signing: boolean): number {
  if (draft.id === null) return 1;
  if (draft.document?.state === 'issued') return 4;
  return signing ? 3 : 2;
}

/** The document that the address names, and how it comes to be named there. */
function useDraft() {
  const [search, setSearch] = useSearchParams();
  const client = useQueryClient();
  const id = search.get('document');
  const { data, error, isLoading } = useQuery({
    queryKey: ['document', id],
    enabled: id !== null,
    queryFn: () =>
      body(api.GET('/api/v1/documents/{id}', { params: { path: { id: id as string } } })),
  });
  const keep = (document: DocumentView) => {
    client.setQueryData(['document', document.id], document);
    setSearch({ document: document.id }, { replace: true, preventScrollReset: true });
  };
  const forget = () => {
    setSearch({}, { replace: true });
    void client.invalidateQueries({ queryKey: ['case'] });
  };
  return { id, document: id === null ? undefined : data, error, isLoading, keep, forget };
}
