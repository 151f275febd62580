import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useKept } from '../kept/use-kept.ts';
import { Button } from './button.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { Actions } from './layout.tsx';
import { Restored } from './restored.tsx';
import { TextInput } from './text-input.tsx';

/** What a member of staff says of somebody's request; a refusal has its reason in `words`. */
export interface Decision {
  readonly decision: 'approved' | 'refused';
  readonly words?: string;
}

/** Yes or no to a request, in the words of the page. `about` names the request among all that are decided. */
export function Decide({
  about,
  texts,
  send,
  sent,
}: {
  readonly about: string;
  readonly texts: Readonly<
    Record<'reason' | 'reasonHint' | 'reasonMissing' | 'approve' | 'refuse', string>
  >;
  send(decision: Decision): Promise<unknown>;
  sent(): unknown;
}) {
  const kept = useKept(`decide/${about}`, { words: '' });
  const [missing, setMissing] = useState(false);
  const words = kept.fields.words.trim();
  const field = `words-${about}`;
  const decide = useMutation({
    mutationFn: (decision: Decision['decision']) =>
      send({ decision, ...(words === '' ? {} : { words }) }),
    onSuccess: async () => {
      await kept.forget();
      await sent();
    },
  });
  const refuse = () => {
    setMissing(words === '');
    if (words !== '') decide.mutate('refused');
  };
  return (
    <>
      <Restored form={kept} />
      <ErrorSummary
        error={decide.error}
        fields={missing ? [{ field, message: texts.reasonMissing }] : []}
      />
      <TextInput
        id={field}
        label={texts.reason}
        hint={texts.reasonHint}
        value={kept.fields.words}
        onChange={(next) => kept.change({ words: next })}
        maxLength={200}
      />
      <Actions>
        <Button onPress={() => decide.mutate('approved')} isDisabled={decide.isPending}>
          {texts.approve}
        </Button>
        <Button look="danger" onPress={refuse} isDisabled={decide.isPending}>
          {texts.refuse}
        </Button>
      </Actions>
    </>
  );
}
