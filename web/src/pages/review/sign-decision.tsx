import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { FilingDecision, Signing } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ActToSign } from '../../signing/act-to-sign.tsx';
import { sittingPoint } from '../../signing/sitting-key.ts';
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
  // The statement names the time of the act, so it is prepared when this is shown.
  useEffect(() => mutate(), [mutate]);
  return (
    <ActToSign
      texts={{
        ...texts,
        heading: texts.signTitle,
        before: texts[`sure_${decision.act}`],
        note: texts.signBefore,
        again: texts.prepareAgain,
      }}
      prepare={prepare}
      look={decision.act === 'refuse' ? 'danger' : 'primary'}
      {...(more && { more })}
      onAgain={mutate}
      onBack={onBack}
      onSigned={onDone}
    />
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
