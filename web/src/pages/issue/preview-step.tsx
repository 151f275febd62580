import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api-client/client.ts';
import type { DocumentView } from '../../api-client/views.ts';
import { grouped } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts } from '../../components/layout.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function PreviewStep({
  document,
  onNext,
  onWithdrawn,
}: {
  readonly document: DocumentView;
  onNext(): void;
  onWithdrawn(): void;
}) {
  const texts = useTexts({ zh, en });
  const [asking, setAsking] = useState(false);
  const withdraw = useMutation({
    mutationFn: () =>
      api.DELETE('/api/v1/documents/{id}', { params: { path: { id: document.id } } }),
    onSuccess: onWithdrawn,
  });
  return (
    <>
      <ErrorSummary error={withdraw.error} />
      <h2>{texts.preview}</h2>
      <PdfView url={`/api/v1/documents/${document.id}/file`} title={document.title} />
      <Card>
        <Facts
          items={[
            { label: texts.name, value: document.title },
            { label: texts.number, value: document.number },
            { label: texts.pages, value: String(document.pages) },
            { label: texts.digest, value: grouped(document.sha256), mono: true },
          ]}
        />
      </Card>
      {asking ? (
        <Card tone="bad">
          <p role="alert">{texts.withdrawAsk}</p>
          <Actions>
            <Button look="danger" onPress={() => withdraw.mutate()} isDisabled={withdraw.isPending}>
              {texts.withdrawSure}
            </Button>
            <Button look="secondary" autoFocus onPress={() => setAsking(false)}>
              {texts.withdrawKeep}
            </Button>
          </Actions>
        </Card>
      ) : (
        <Actions>
          <Button onPress={onNext}>{texts.toSign}</Button>
          <Button look="danger" onPress={() => setAsking(true)}>
            {texts.withdraw}
          </Button>
        </Actions>
      )}
    </>
  );
}
