import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import type { LastCourt } from '../../components/court-chooser/last-court.ts';
import { FormCard, useForm } from '../../components/form.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const NO_COURT: LastCourt = { code: '', name: '' };

/** Begins the set-up of a court. */
export function Propose() {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const form = useForm({
    form: 'propose-court',
    empty: { court: NO_COURT, administrator: '' },
    faults: ({ court, administrator }) => [
      court.code === '' && { field: 'court', message: texts.chooseCourt },
      administrator.trim() === '' && { field: 'administrator', message: texts.enterAdministrator },
    ],
    send: ({ court: { code }, administrator }) =>
      body(
        api.POST('/api/v1/court-setups', { body: { code, administrator: administrator.trim() } }),
      ),
    sent: () => client.invalidateQueries({ queryKey: ['court-setups'] }),
  });
  const { court } = form.fields;
  return (
    <FormCard
      form={form}
      title={<h2>{texts.propose}</h2>}
      submit={texts.submit}
      done={form.answer && texts.proposed(form.answer.name)}
    >
      <CourtChooser
        id="court"
        label={texts.court}
        chosen={court.code === '' ? undefined : court}
        error={form.faults.find(({ field }) => field === 'court')?.message}
        onChoose={form.set('court')}
      />
      <TextInput
        {...form.input('administrator')}
        label={texts.administrator}
        hint={texts.administratorHint}
        maxLength={64}
      />
      <p>{texts.before}</p>
    </FormCard>
  );
}
