import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { DocumentView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Page as Layout, Steps } from '../../components/layout.tsx';
import { en } from './en.ts';
import { PreviewStep } from './preview-step.tsx';
import { ServeStep } from './serve-step.tsx';
import { SignStep } from './sign-step.tsx';
import { UploadStep } from './upload-step.tsx';
import { zh } from './zh.ts';

type Stage = { at: 1 } | { at: 2 | 3 | 4; document: DocumentView };

/** Upload, check the stamped file, issue by signing, serve. The draft is kept on the server between the steps. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { caseId = '' } = useParams();
  const [stage, setStage] = useState<Stage>({ at: 1 });
  const found = useQuery({
    queryKey: ['case', caseId],
    queryFn: () => body(api.GET('/api/v1/cases/{id}', { params: { path: { id: caseId } } })),
  });
  return (
    <Layout title={texts.title} lead={found.data?.caseNumber}>
      <Steps at={stage.at} of={texts.steps.split('|')} label={texts.step(stage.at)} />
      <ErrorSummary error={found.error} />
      {stage.at === 1 && (
        <UploadStep caseId={caseId} onDone={(document) => setStage({ at: 2, document })} />
      )}
      {stage.at === 2 && (
        <PreviewStep
          document={stage.document}
          onNext={() => setStage({ at: 3, document: stage.document })}
          onWithdrawn={() => setStage({ at: 1 })}
        />
      )}
      {stage.at === 3 && (
        <SignStep
          document={stage.document}
          onBack={() => setStage({ at: 2, document: stage.document })}
          onIssued={(document) => setStage({ at: 4, document })}
        />
      )}
      {stage.at === 4 && (
        <ServeStep document={stage.document} parties={found.data?.parties ?? []} />
      )}
    </Layout>
  );
}
