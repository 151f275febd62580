import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { MessageCheck } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import * as notice from '../../locales/notice.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const check = useMutation({
    mutationFn: (asked: { sender: string; digits: string }): Promise<MessageCheck> =>
      body(api.POST('/api/v1/public/message-checks', { body: asked })),
  });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      {check.data ? (
        <Answer found={check.data} onAgain={() => check.reset()} />
      ) : (
        <Ask error={check.error} busy={check.isPending} onAsk={check.mutate} />
      )}
    </Layout>
  );
}

function Ask({
  error,
  busy,
  onAsk,
}: {
  readonly error: Error | null;
  readonly busy: boolean;
  onAsk(asked: { sender: string; digits: string }): void;
}) {
  const texts = useTexts({ zh, en });
  const [sender, setSender] = useState('');
  const [digits, setDigits] = useState('');
  const [tried, setTried] = useState(false);
  const faults = [
    ...(sender.trim() === '' ? [{ field: 'sender', message: texts.enterSender }] : []),
    ...(/^\d{10}$/.test(digits.replace(/\s/g, ''))
      ? []
      : [{ field: 'digits', message: texts.enterDigits }]),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length === 0) onAsk({ sender: sender.trim(), digits });
  };
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary error={error} fields={tried ? faults : []} />
      <TextInput
        id="sender"
        label={texts.sender}
        hint={texts.senderHint}
        value={sender}
        onChange={setSender}
        maxLength={120}
      />
      <TextInput
        id="digits"
        label={texts.digits}
        hint={texts.digitsHint}
        value={digits}
        onChange={setDigits}
        inputMode="numeric"
        maxLength={20}
      />
      <Actions>
        <Button type="submit" isDisabled={busy}>
          {texts.check}
        </Button>
      </Actions>
    </form>
  );
}

function Answer({ found, onAgain }: { readonly found: MessageCheck; onAgain(): void }) {
  const texts = useTexts({ zh, en });
  const words = useTexts(notice);
  const time = useTime();
  const heading = useRef<HTMLHeadingElement>(null);
  // The form is gone: whoever listens goes on from the answer.
  useEffect(() => heading.current?.focus(), []);
  return (
    <>
      <Card tone={found.ours ? 'good' : 'bad'}>
        <h2 ref={heading} tabIndex={-1}>
          {found.ours ? texts.yes : texts.no}
        </h2>
        <p>{found.ours ? texts.yesText : texts.noText}</p>
        {!found.ours && (
          <ol>
            {[texts.stepCall, texts.stepLink, texts.stepPay, texts.stepCode, texts.stepPolice].map(
              (step) => (
                <li key={step}>{step}</li>
              ),
            )}
          </ol>
        )}
      </Card>
      {found.ours && (
        <Facts
          items={[
            { label: texts.from, value: found.court?.name ?? texts.system },
            { label: texts.kind, value: wordFor(words, found.category ?? '') },
            { label: texts.by, value: wordFor(words, found.channel ?? '') },
            { label: texts.at, value: time(found.sentAt) },
          ]}
        />
      )}
      <Actions>
        <Button look="secondary" onPress={onAgain}>
          {texts.again}
        </Button>
      </Actions>
    </>
  );
}
