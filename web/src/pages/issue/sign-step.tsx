import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { DocumentView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { SigningCheck } from '../../components/signing-check.tsx';
import { useExpired } from '../../signing/expiry.ts';
import { sittingPoint } from '../../signing/sitting-key.ts';
import { useSign } from '../../signing/use-signing.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function SignStep({
  document,
  onBack,
  onIssued,
}: {
  readonly document: DocumentView;
  onBack(): void;
  onIssued(document: DocumentView): void;
}) {
  const texts = useTexts({ zh, en });
  const { mutate, ...prepare } = usePrepareIssue(document.id);
  const sign = useSign();
  // The statement is prepared as soon as the step is shown: it names the time of the act.
  useEffect(() => mutate(), [mutate]);
  const expired = useExpired(prepare.data, sign.error);
  const again = () => {
    sign.reset();
    mutate();
  };
  const confirm = async () => {
    if (prepare.data === undefined) return;
    const signed = await sign.mutateAsync(prepare.data);
    onIssued(signed.document ?? document);
  };
  return (
    <>
      <ErrorSummary error={prepare.error ?? (expired ? undefined : sign.error)} />
      {expired && (
        <Card tone="warn">
          <p role="alert">{texts.expired}</p>
        </Card>
      )}
      {prepare.data && !expired && (
        <SigningCheck
          signing={prepare.data}
          heading={texts.check}
          before={texts.before}
          note={texts.note}
          expires={texts.expires}
        />
      )}
      <Actions>
        {expired || prepare.isError ? (
          <Button onPress={again} isDisabled={prepare.isPending}>
            {texts.prepareAgain}
          </Button>
        ) : (
          <Button
            onPress={() => void confirm().catch(() => undefined)}
            isDisabled={prepare.data === undefined || sign.isPending || sign.isSuccess}
          >
            {texts.sign}
          </Button>
        )}
        <Button look="secondary" onPress={onBack}>
          {texts.back}
        </Button>
      </Actions>
    </>
  );
}

function usePrepareIssue(id: string) {
  return useMutation({
    mutationFn: async () =>
      body(
        api.POST('/api/v1/documents/{id}/signing', {
          params: { path: { id } },
          body: { point: await sittingPoint() },
        }),
      ),
  });
}
