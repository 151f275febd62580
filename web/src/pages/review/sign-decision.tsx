import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { FilingDecision, Signing } from '../../api-client/views.ts';
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

/** What will happen, what is signed, and the signature. `more` shows what was made for it, such as a ruling. */
export function SignDecision({
  id,
  decision,
  more,
  onBack,
  onDone,
}: {
  readonly id: string;
  readonly decision: FilingDecision;
  more?(signing: Signing): ReactNode;
  onBack(): void;
  onDone(): void;
}) {
  const texts = useTexts({ zh, en });
  const { mutate, ...prepare } = usePrepare(id, decision);
  const sign = useSign();
  // The statement names the time of the act, so it is prepared when this is shown.
  useEffect(() => mutate(), [mutate]);
  const expired = useExpired(prepare.data, sign.error);
  const ready = prepare.data !== undefined && !expired;
  const again = () => {
    sign.reset();
    mutate();
  };
  const confirm = async () => {
    if (prepare.data === undefined) return;
    await sign.mutateAsync(prepare.data);
    onDone();
  };
  return (
    <>
      <ErrorSummary error={prepare.error ?? (expired ? undefined : sign.error)} />
      {expired && (
        <Card tone="warn">
          <p role="alert">{texts.expired}</p>
        </Card>
      )}
      {ready && prepare.data && more?.(prepare.data)}
      {ready && prepare.data && (
        <SigningCheck
          signing={prepare.data}
          heading={texts.signTitle}
          before={texts[`sure_${decision.act}`]}
          note={texts.signBefore}
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
            look={decision.act === 'refuse' ? 'danger' : 'primary'}
            onPress={() => void confirm().catch(() => undefined)}
            isDisabled={!ready || sign.isPending || sign.isSuccess}
          >
            {sign.isPending ? texts.signing : texts.sign}
          </Button>
        )}
        <Button look="secondary" onPress={onBack}>
          {texts.back}
        </Button>
      </Actions>
    </>
  );
}

function usePrepare(id: string, decision: FilingDecision) {
  return useMutation({
    mutationFn: async () =>
      body(
        api.POST('/api/v1/filings/{id}/decision', {
          params: { path: { id } },
          body: { point: await sittingPoint(), decision },
        }),
      ),
  });
}
