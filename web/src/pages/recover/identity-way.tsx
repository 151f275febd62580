import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { RecoveryOutcome } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { PAPERS, type Paper } from '../../app/papers.ts';
import { sendPhoto } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Actions, Card, Steps } from '../../components/layout.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { keepSecret } from './kept.ts';
import { PhoneProof } from './phone-proof.tsx';
import { zh } from './zh.ts';

const SIDES = ['front', 'holding'] as const;
const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

/** With the document itself: a clerk compares. */
export function IdentityWay({ onOutcome }: { onOutcome(outcome: RecoveryOutcome): void }) {
  const texts = useTexts({ zh, en });
  const [newChallenge, setNew] = useState<string>();
  const [token, setToken] = useState<string>();
  const at = newChallenge === undefined ? 1 : token === undefined ? 2 : 3;
  return (
    <>
      <Steps at={at} of={texts.identitySteps.split('|')} label={texts.step(at, 3)} />
      {newChallenge === undefined && (
        <PhoneProof title={texts.newPhone} label={texts.newMobile} onProven={setNew} />
      )}
      {newChallenge !== undefined && token === undefined && (
        <Said newChallenge={newChallenge} onBegun={setToken} />
      )}
      {token !== undefined && <Photographs token={token} onOutcome={onOutcome} />}
    </>
  );
}

function Said(props: { readonly newChallenge: string; onBegun(token: string): void }) {
  const texts = useTexts({ zh, en });
  const [document, setDocument] = useState<Paper>('citizenCard');
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [checked, setChecked] = useState(false);
  const missing = [
    ...(name.trim() === '' ? [{ field: 'name', message: texts.nameMissing }] : []),
    ...(number.trim() === '' ? [{ field: 'number', message: texts.numberMissing }] : []),
  ];
  const begin = useMutation({
    mutationFn: () => {
      const { newChallenge } = props;
      return body(
        api.POST('/api/v1/recovery/identity', { body: { newChallenge, document, name, number } }),
      );
    },
    onSuccess: ({ token }) => props.onBegun(token),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (missing.length === 0) begin.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <h2>{texts.saidTitle}</h2>
        <ErrorSummary error={begin.error} fields={checked ? missing : []} />
        <Select
          id="document"
          label={texts.document}
          value={document}
          options={PAPERS.map((value) => ({ value, label: texts[value] }))}
          onChange={(value) => setDocument(value as Paper)}
        />
        <TextInput id="name" label={texts.name} value={name} onChange={setName} maxLength={50} />
        <TextInput
          id="number"
          label={texts.number}
          value={number}
          onChange={setNumber}
          maxLength={40}
        />
        <Actions>
          <Button type="submit" isDisabled={begin.isPending}>
            {texts.next}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

function Photographs(props: { readonly token: string; onOutcome(outcome: RecoveryOutcome): void }) {
  const texts = useTexts({ zh, en });
  const { token } = props;
  const [files, setFiles] = useState<Partial<Record<(typeof SIDES)[number], File>>>({});
  const send = useMutation({
    mutationFn: async ({ side, file }: { side: (typeof SIDES)[number]; file: File }) => {
      const header = { 'x-cunzheng-recovery': token };
      await sendPhoto(`/api/v1/recovery/identity/photos/${side}`, file, header);
      setFiles((before) => ({ ...before, [side]: file }));
    },
  });
  const submit = useMutation({
    mutationFn: () => body(api.POST('/api/v1/recovery/identity/submit', { body: { token } })),
    onSuccess: (outcome) => {
      keepSecret(token);
      props.onOutcome(outcome);
    },
  });
  return (
    <Card>
      <h2>{texts.photosTitle}</h2>
      <p>{texts.photosLead}</p>
      <ErrorSummary error={send.error ?? submit.error} />
      {SIDES.map((side) => (
        <FileDrop
          key={side}
          label={texts[side]}
          hint={files[side] === undefined ? texts.photoHint : texts.photoDone}
          choose={files[side] === undefined ? texts.choosePhoto : texts.replacePhoto}
          file={files[side]}
          accept={TYPES}
          onFile={(file) => send.mutate({ side, file })}
        />
      ))}
      <Actions>
        <Button
          onPress={() => submit.mutate()}
          isDisabled={
            submit.isPending || send.isPending || SIDES.some((side) => files[side] === undefined)
          }
        >
          {texts.submit}
        </Button>
      </Actions>
    </Card>
  );
}
