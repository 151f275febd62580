import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { api, body } from '../api-client/client.ts';
import type { CaseView, DocumentView } from '../api-client/views.ts';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/serve.ts';
import { Button } from './button.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { Actions } from './layout.tsx';
import styles from './serve-form.module.css';

/** Serves an issued document on parties of its case. */
export function ServeForm({
  document,
  parties,
  onServed,
}: {
  readonly document: DocumentView;
  readonly parties: CaseView['parties'];
  onServed(): void;
}) {
  const texts = useTexts({ zh, en });
  const [chosen, setChosen] = useState<string[]>([]);
  const [missing, setMissing] = useState(false);
  const serve = useServe(document.id, onServed);
  const served = new Set(document.services.map((service) => service.recipient.id));
  const wanted = chosen.filter((id) => !served.has(id));
  const submit = () => {
    setMissing(wanted.length === 0);
    if (wanted.length > 0) serve.mutate(wanted);
  };
  // What is written to one party is served on nobody else.
  const { addressee } = document;
  const meant = parties.filter(({ id }) => addressee === undefined || addressee.id === id);
  if (meant.every((party) => served.has(party.id))) return <p>{texts.nobody}</p>;
  return (
    <>
      <ErrorSummary
        error={serve.error}
        fields={missing ? [{ field: 'recipients', message: texts.need }] : []}
      />
      <CheckboxGroup id="recipients" className={styles.group} value={chosen} onChange={setChosen}>
        <Label>{texts.serve}</Label>
        <Text slot="description">{texts.hint}</Text>
        {meant.map((party) => (
          <Checkbox
            key={party.id}
            value={party.id}
            className={styles.option}
            isDisabled={served.has(party.id)}
          >
            <span className={styles.box} aria-hidden="true" />
            {party.name}（{party.side}）{served.has(party.id) && texts.already}
            {!party.linked && texts.notLinked}
          </Checkbox>
        ))}
      </CheckboxGroup>
      <Actions>
        <Button onPress={submit} isDisabled={serve.isPending}>
          {texts.send}
        </Button>
      </Actions>
    </>
  );
}

function useServe(id: string, onServed: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (recipients: string[]) =>
      body(
        api.POST('/api/v1/documents/{id}/services', {
          params: { path: { id } },
          body: { recipients, channel: 'platform' },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries();
      onServed();
    },
  });
}
