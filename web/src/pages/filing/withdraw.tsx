import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { FilingView, Signing } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { ActToSign } from '../../signing/act-to-sign.tsx';
import { sittingPoint } from '../../signing/sitting-key.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Taking a filing back: what it means, why, and the signature. */
export function Withdraw({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const [asking, setAsking] = useState(false);
  const kept = useKept(`withdraw/${filing.id}`, { words: '' });
  const words = kept.fields.words.trim();
  const prepare = useMutation({
    mutationFn: async (): Promise<Signing> =>
      body(
        api.POST('/api/v1/filings/{id}/withdrawal', {
          params: { path: { id: filing.id } },
          body: { point: await sittingPoint(), ...(words === '' ? {} : { words }) },
        }),
      ),
  });
  if (filing.capacity === 'agent') return <p>{texts.withdrawAgent}</p>;
  if (prepare.data !== undefined) {
    return (
      <ActToSign
        texts={{
          ...texts,
          heading: texts.check,
          note: texts.key,
          sign: texts.confirm,
          back: texts.cancel,
        }}
        prepare={prepare}
        look="danger"
        onAgain={() => prepare.mutate()}
        onBack={() => prepare.reset()}
        onSigned={() => void kept.forget()}
      />
    );
  }
  return (
    <Card>
      <h2>{texts.withdrawTitle}</h2>
      <ErrorSummary error={prepare.error} />
      <p>{texts.withdrawText}</p>
      {asking && (
        <TextArea
          id="words"
          label={texts.withdrawWords}
          value={kept.fields.words}
          onChange={(next) => kept.change({ words: next })}
          rows={3}
          maxLength={1000}
        />
      )}
      <Actions>
        {asking ? (
          <>
            <Button look="danger" onPress={() => prepare.mutate()} isDisabled={prepare.isPending}>
              {texts.withdrawNext}
            </Button>
            <Button look="secondary" onPress={() => setAsking(false)}>
              {texts.cancel}
            </Button>
          </>
        ) : (
          <Button look="danger" onPress={() => setAsking(true)}>
            {texts.withdraw}
          </Button>
        )}
      </Actions>
    </Card>
  );
}
