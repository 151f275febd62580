import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import { ApiProblem } from '../../api-client/problem.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { sendPhoto } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Actions, Card, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const KEPT = 'cunzheng.hand-over';
const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

/** On the phone: what the screen handed over. Nothing is opened before a tap, so that no preview uses the code up. */
export function Page() {
  const texts = useTexts({ zh, en });
  // The portrait's page leads away and back; the pass lasts fifteen minutes and opens these steps only.
  const [pass, setPass] = useState(() => sessionStorage.getItem(KEPT) ?? undefined);
  const open = useMutation({
    mutationFn: () =>
      body(api.POST('/api/v1/hand-over', { body: { token: location.hash.slice(1) } })),
    onSuccess: (opened) => {
      sessionStorage.setItem(KEPT, opened.pass);
      history.replaceState(null, '', location.pathname);
      setPass(opened.pass);
    },
  });
  const fresh = location.hash.length > 1;
  return (
    <Layout title={texts.title} lead={texts.lead}>
      {pass !== undefined && !fresh && <Steps pass={pass} />}
      {fresh && (
        <Card>
          <ErrorSummary error={open.error} />
          {isOver(open.error) ? (
            <p>{texts.scanAgain}</p>
          ) : (
            <>
              <p>{texts.open}</p>
              <Actions>
                <Button onPress={() => open.mutate()} isDisabled={open.isPending}>
                  {texts.start}
                </Button>
              </Actions>
            </>
          )}
        </Card>
      )}
      {pass === undefined && !fresh && <Card tone="warn">{texts.none}</Card>}
    </Layout>
  );
}

/** The code was opened before, or is too old: to press again is of no use. */
function isOver(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'LINK_EXPIRED';
}

function Steps({ pass }: { readonly pass: string }) {
  const texts = useTexts({ zh, en });
  const header = { 'x-cunzheng-hand-over': pass };
  const state = useQuery({
    queryKey: ['hand-over', pass],
    refetchInterval: 5_000,
    retry: false,
    queryFn: () => body(api.GET('/api/v1/hand-over', { params: { header } })),
  });
  const send = useMutation({
    mutationFn: ({ side, file }: { side: string; file: File }) =>
      sendPhoto(`/api/v1/hand-over/photos/${side}`, file, header),
    onSuccess: () => state.refetch(),
  });
  if (state.data === undefined) {
    return state.error ? <ErrorSummary error={state.error} /> : <Loading text={texts.loading} />;
  }
  const { step, photosNeeded, photos, portraitByMachine } = state.data;
  const done = photosNeeded.every((side) => photos.includes(side));
  if (step === 'over') return <Card tone="good">{texts.over}</Card>;
  return (
    <>
      {step === 'portrait' && portraitByMachine && <Portrait pass={pass} />}
      <Card>
        <h2>{step === 'portrait' ? texts.holdingTitle : texts.photosTitle}</h2>
        <ErrorSummary error={send.error} />
        {photosNeeded.map((side) => (
          <FileDrop
            key={side}
            label={wordFor(texts, side === 'back' ? 'backSide' : side)}
            hint={photos.includes(side) ? texts.taken : texts.hint}
            choose={photos.includes(side) ? texts.again : texts.take}
            file={undefined}
            accept={TYPES}
            onFile={(file) => send.mutate({ side, file })}
          />
        ))}
        {send.isPending && <p role="status">{texts.loading}</p>}
        {done && <p role="status">{texts.back}</p>}
      </Card>
    </>
  );
}

function Portrait({ pass }: { readonly pass: string }) {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const header = { 'x-cunzheng-hand-over': pass };
  const begin = useMutation({
    mutationFn: () =>
      body(api.POST('/api/v1/hand-over/portrait', { params: { header }, body: {} })),
    onSuccess: ({ url }) => {
      if (url !== undefined) window.location.assign(url);
    },
  });
  const result = useQuery({
    queryKey: ['hand-over', 'portrait', pass],
    enabled: search.get('portrait') === 'back',
    queryFn: () =>
      body(api.POST('/api/v1/hand-over/portrait/result', { params: { header }, body: {} })),
  });
  return (
    <Card>
      <h2>{texts.portraitTitle}</h2>
      <p>{texts.portraitText}</p>
      <ErrorSummary error={begin.error ?? result.error} />
      <Actions>
        <Button onPress={() => begin.mutate()} isDisabled={begin.isPending}>
          {texts.portrait}
        </Button>
      </Actions>
    </Card>
  );
}
