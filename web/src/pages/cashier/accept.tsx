import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { PAYMENTS } from '../../payments/queries.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** A payment of another sum than was asked for, which somebody has looked into. */
export function Accept({ id, number }: { readonly id: string; readonly number: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const form = useForm({
    form: `attempt/${id}`,
    empty: { words: '' },
    faults: ({ words }) => [
      words.trim() === '' && { field: `words-${id}`, message: texts.reasonMissing },
    ],
    send: (said) =>
      api.POST('/api/v1/cashier/attempts/{id}/acceptance', {
        params: { path: { id } },
        body: said,
      }),
    sent: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  return (
    <FormCard
      form={form}
      title={<h3>{texts.acceptTitle}</h3>}
      lead={<p>{number}</p>}
      submit={texts.accept}
      tone="wash"
    >
      <TextInput {...form.input('words', `words-${id}`)} label={texts.reason} maxLength={300} />
    </FormCard>
  );
}
