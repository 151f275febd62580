import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { DocumentView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ActToSign } from '../../signing/act-to-sign.tsx';
import { sittingPoint } from '../../signing/sitting-key.ts';
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
  // The statement is prepared as soon as the step is shown: it names the time of the act.
  useEffect(() => mutate(), [mutate]);
  return (
    <ActToSign
      texts={{ ...texts, heading: texts.check, again: texts.prepareAgain }}
      prepare={prepare}
      onAgain={mutate}
      onBack={onBack}
      onSigned={(signed) => onIssued(signed.document ?? document)}
    />
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
