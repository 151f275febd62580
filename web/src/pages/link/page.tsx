import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { CaseLink } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { useProofing } from '../../app/proofing.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Steps } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** From the code on a paper to the case: enter it, check whose case it is, link once. The code is kept nowhere. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const [code, setCode] = useState(search.get('code') ?? '');
  const look = useLook();
  const link = useLink();
  const at = link.data ? 3 : look.data ? 2 : 1;
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <Steps at={at} of={texts.steps.split('|')} label={texts.step(at)} />
      {at === 1 && <EnterStep code={code} onChange={setCode} look={look} />}
      {at === 2 && look.data && (
        <CheckStep
          found={look.data}
          error={link.error}
          pending={link.isPending}
          onConfirm={() => link.mutate(code)}
          onBack={() => {
            link.reset();
            look.reset();
          }}
        />
      )}
      {link.data && <DoneStep linked={link.data} />}
    </Layout>
  );
}

function useLook() {
  return useMutation({
    mutationFn: (code: string) => body(api.POST('/api/v1/case-links/look', { body: { code } })),
  });
}

function useLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => body(api.POST('/api/v1/case-links', { body: { code } })),
    onSuccess: () => client.invalidateQueries(),
  });
}

function EnterStep({
  code,
  onChange,
  look,
}: {
  readonly code: string;
  onChange(code: string): void;
  readonly look: ReturnType<typeof useLook>;
}) {
  const texts = useTexts({ zh, en });
  const { data: proofing } = useProofing();
  const [tried, setTried] = useState(false);
  const missing = code.trim() === '' ? texts.needCode : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing === undefined) look.mutate(code);
  };
  if (proofing !== undefined && proofing.step !== 'done') return <ProofFirst />;
  return (
    <>
      <form onSubmit={submit} noValidate>
        <ErrorSummary
          error={look.error}
          fields={tried && missing ? [{ field: 'code', message: missing }] : []}
        />
        <Card>
          <TextInput
            id="code"
            label={texts.code}
            hint={texts.codeHint}
            value={code}
            onChange={onChange}
            maxLength={40}
            error={tried ? missing : undefined}
          />
          <Actions>
            <Button type="submit" isDisabled={look.isPending}>
              {texts.next}
            </Button>
          </Actions>
        </Card>
      </form>
      <Card tone="wash">
        <h2>{texts.lost}</h2>
        <p>{texts.lostText}</p>
      </Card>
    </>
  );
}

function ProofFirst() {
  const texts = useTexts({ zh, en });
  return (
    <Card tone="warn">
      <h2>{texts.proofFirst}</h2>
      <p>{texts.proofText}</p>
      <Actions>
        <ButtonLink to="/proofing">{texts.toProofing}</ButtonLink>
      </Actions>
    </Card>
  );
}

function CaseFacts({ found }: { readonly found: CaseLink }) {
  const texts = useTexts({ zh, en });
  return (
    <Facts
      items={[
        { label: texts.court, value: found.court.name },
        { label: texts.caseNumber, value: found.caseNumber },
        { label: texts.cause, value: found.title },
        { label: texts.who, value: `${found.name}（${found.side}）` },
        { label: texts.papers, value: texts.papersOf(found.services) },
      ]}
    />
  );
}

function CheckStep({
  found,
  error,
  pending,
  onConfirm,
  onBack,
}: {
  readonly found: CaseLink;
  readonly error: unknown;
  readonly pending: boolean;
  onConfirm(): void;
  onBack(): void;
}) {
  const texts = useTexts({ zh, en });
  return (
    <>
      <ErrorSummary error={error} />
      <Card>
        <h2>{texts.check}</h2>
        <CaseFacts found={found} />
      </Card>
      <Card tone="warn">
        <h2>{texts.before}</h2>
        <p>{texts.beforeText}</p>
        <p>{texts.notConsent}</p>
      </Card>
      <Actions>
        <Button onPress={onConfirm} isDisabled={pending}>
          {texts.confirm}
        </Button>
        <Button look="secondary" onPress={onBack}>
          {texts.back}
        </Button>
      </Actions>
    </>
  );
}

function DoneStep({ linked }: { readonly linked: CaseLink }) {
  const texts = useTexts({ zh, en });
  return (
    <>
      <Card tone="good">
        <h2>✓ {texts.done}</h2>
        <p>{texts.doneText}</p>
        <CaseFacts found={linked} />
      </Card>
      <Actions>
        {linked.services > 0 && <ButtonLink to="/inbox">{texts.openPapers}</ButtonLink>}
        <ButtonLink to="/my-cases" look="secondary">
          {texts.toCases}
        </ButtonLink>
      </Actions>
    </>
  );
}
