import { api, body } from '../../api-client/client.ts';
import type { Proofing } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { useStep } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts } from '../../components/layout.tsx';
import { en } from './en.ts';
import { Correction } from './photos-step.tsx';
import { zh } from './zh.ts';

/** Name and number against the register; what it does not know a clerk looks at, and the person goes on. */
export function RegisterStep({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const check = useStep(() => body(api.POST('/api/v1/proofing/register', { body: {} })));
  const review = useStep(() => body(api.POST('/api/v1/proofing/register/review', { body: {} })));
  const mismatch = proofing.trouble === 'mismatch';
  return (
    <Card tone={mismatch ? 'warn' : 'plain'}>
      <h2>{texts.registerTitle}</h2>
      <p role={mismatch ? 'alert' : undefined}>{mismatch ? texts.mismatch : texts.registerText}</p>
      {mismatch && <p>{texts.triesLeft(proofing.triesLeft)}</p>}
      <Facts
        items={[
          { label: texts.name, value: proofing.name },
          { label: texts.number, value: proofing.number },
        ]}
      />
      <ErrorSummary error={check.error ?? review.error} />
      <Actions>
        {!mismatch && (
          <Button onPress={() => check.mutate(undefined)} isDisabled={check.isPending}>
            {texts.registerStart}
          </Button>
        )}
        <Correction />
        {mismatch && (
          <Button
            look="secondary"
            onPress={() => review.mutate(undefined)}
            isDisabled={review.isPending}
          >
            {texts.askClerk}
          </Button>
        )}
      </Actions>
    </Card>
  );
}
