import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Proofing } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { useStep } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import { HandOver } from './hand-over.tsx';
import { PhotoField } from './photos-step.tsx';
import { zh } from './zh.ts';

/** The face: by a machine where there is one, by a photograph and a clerk, or at the court's window. */
export function PortraitStep({ proofing }: { readonly proofing: Proofing }) {
  const { trouble, triesLeft, portraitByMachine, review } = proofing;
  const askedAgain = review?.state === 'returned';
  const byMachine = portraitByMachine && triesLeft > 0 && trouble !== 'unavailable';
  return (
    <>
      {askedAgain && <ByClerk proofing={proofing} />}
      {byMachine && <ByMachine proofing={proofing} />}
      {!askedAgain && (!byMachine || trouble !== undefined) && <ByClerk proofing={proofing} />}
      <HandOver />
      <AtWindow />
    </>
  );
}

function ByMachine({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const result = useStep(() => body(api.POST('/api/v1/proofing/portrait/result', { body: {} })));
  const begin = useMutation({
    mutationFn: () => body(api.POST('/api/v1/proofing/portrait', { body: {} })),
    onSuccess: ({ way, url }) => {
      if (way === 'provider' && url !== undefined) window.location.assign(url);
      else result.mutate(undefined);
    },
  });
  const asked = useRef(false);
  const returned = search.get('portrait') === 'back' && proofing.portraitPending;
  useEffect(() => {
    if (!returned || asked.current) return;
    asked.current = true;
    result.mutate(undefined);
  }, [returned, result]);
  return (
    <Card tone={proofing.trouble === 'mismatch' ? 'warn' : 'plain'}>
      <h2>{texts.portraitTitle}</h2>
      {proofing.trouble === 'mismatch' && (
        <p role="alert">
          {texts.portraitFailed} {texts.triesLeft(proofing.triesLeft)}
        </p>
      )}
      <p>{proofing.portraitPending ? texts.portraitPending : texts.portraitText}</p>
      <ErrorSummary error={begin.error ?? result.error} />
      <Actions>
        {proofing.portraitPending && (
          <Button onPress={() => result.mutate(undefined)} isDisabled={result.isPending}>
            {texts.portraitResult}
          </Button>
        )}
        <Button
          look={proofing.portraitPending ? 'secondary' : 'primary'}
          onPress={() => begin.mutate()}
          isDisabled={begin.isPending}
        >
          {texts.portraitStart}
        </Button>
      </Actions>
    </Card>
  );
}

function ByClerk({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  const taken = proofing.photos.some(({ side }) => side === 'holding');
  const send = useStep(() =>
    body(api.POST('/api/v1/proofing/portrait/review', { body: { window: false } })),
  );
  return (
    <Card>
      <h2>{texts.photoWayTitle}</h2>
      <p>{texts.photoWayText}</p>
      <PhotoField side="holding" proofing={proofing} />
      <ErrorSummary error={send.error} />
      <Actions>
        <Button onPress={() => send.mutate(undefined)} isDisabled={!taken || send.isPending}>
          {texts.sendPhoto}
        </Button>
      </Actions>
    </Card>
  );
}

function AtWindow() {
  const texts = useTexts({ zh, en });
  const go = useStep(() =>
    body(api.POST('/api/v1/proofing/portrait/review', { body: { window: true } })),
  );
  return (
    <Card tone="wash">
      <h2>{texts.windowTitle}</h2>
      <p>{texts.windowText}</p>
      <ErrorSummary error={go.error} />
      <Actions>
        <Button look="secondary" onPress={() => go.mutate(undefined)} isDisabled={go.isPending}>
          {texts.windowGo}
        </Button>
      </Actions>
    </Card>
  );
}
