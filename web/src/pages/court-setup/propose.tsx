import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import type { LastCourt } from '../../components/court-chooser/last-court.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Propose() {
  const texts = useTexts({ zh, en });
  const [court, setCourt] = useState<LastCourt>();
  const [administrator, setAdministrator] = useState('');
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const propose = useMutation({
    mutationFn: (code: string) =>
      body(
        api.POST('/api/v1/court-setups', { body: { code, administrator: administrator.trim() } }),
      ),
    onSuccess: () => {
      setTried(false);
      return client.invalidateQueries({ queryKey: ['court-setups'] });
    },
  });
  const missing = {
    court: court === undefined ? texts.chooseCourt : undefined,
    administrator: administrator.trim() === '' ? texts.enterAdministrator : undefined,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (court !== undefined && missing.administrator === undefined) propose.mutate(court.code);
  };
  const fields = (['court', 'administrator'] as const).flatMap((field) => {
    const message = missing[field];
    return message === undefined ? [] : [{ field, message }];
  });
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.propose}</h2>
        <ErrorSummary error={propose.error} fields={tried ? fields : []} />
        <CourtChooser
          id="court"
          label={texts.court}
          chosen={court}
          error={tried ? missing.court : undefined}
          onChoose={setCourt}
        />
        <TextInput
          id="administrator"
          label={texts.administrator}
          hint={texts.administratorHint}
          value={administrator}
          onChange={setAdministrator}
          error={tried ? missing.administrator : undefined}
          maxLength={64}
        />
        <p>{texts.before}</p>
        <Actions>
          <Button type="submit" isDisabled={propose.isPending}>
            {texts.submit}
          </Button>
        </Actions>
        <p role="status">{propose.data && texts.proposed(propose.data.name)}</p>
      </Card>
    </form>
  );
}
