import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { RefundLine } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { formatExact } from '../../app/money.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { Actions, Card, Empty, Facts, Loading } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import * as words from '../../locales/payments.ts';
import styles from '../../payments/payments.module.css';
import { PAYMENTS } from '../../payments/queries.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Money that is to go back: by transfer, which somebody makes and enters, or the way it came. */
export function Refunds() {
  const texts = useTexts({ zh, en });
  const refunds = useQuery({
    queryKey: [...PAYMENTS, 'refunds'],
    refetchInterval: 20_000,
    queryFn: () => body(api.GET('/api/v1/cashier/refunds')),
  });
  return (
    <section className={styles.part}>
      <h2>{texts.refunds}</h2>
      <ErrorSummary error={refunds.error} />
      {refunds.isPending && <Loading text={texts.loading} />}
      {refunds.data?.length === 0 && (
        <Empty title={texts.noRefunds}>
          <p>{texts.noRefundsHint}</p>
        </Empty>
      )}
      {refunds.data?.map((refund) => (
        <Refund key={refund.id} refund={refund} />
      ))}
    </section>
  );
}

function Refund({ refund }: { readonly refund: RefundLine }) {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const time = useTime();
  const { payee = {}, reference, by, state, said } = refund;
  return (
    <Card tone={state === 'failed' ? 'bad' : 'plain'}>
      <h3>
        {common.yuan(formatExact(refund.amount))} · {common.refundStates[state]}
      </h3>
      <Facts
        items={[
          { label: texts.why, value: refund.reason },
          { label: texts.by, value: texts.byWays[by] },
          by === 'bank' && {
            label: texts.refundTo,
            value: [payee.payer, payee.account].filter(Boolean).join('　'),
          },
          reference !== undefined && { label: texts.reference, value: reference, mono: true },
          said !== undefined && { label: texts.state, value: said },
          { label: common.when, value: time(refund.askedAt) },
        ]}
      />
      {by === 'bank' && state === 'asked' && <Confirm id={refund.id} />}
      {state === 'failed' && <Retry id={refund.id} />}
    </Card>
  );
}

function Confirm({ id }: { readonly id: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const form = useForm({
    form: `refund/${id}`,
    empty: { serial: '' },
    faults: ({ serial }) => [
      serial.trim() === '' && { field: `serial-${id}`, message: texts.bankSerialMissing },
    ],
    send: (said) =>
      api.POST('/api/v1/cashier/refunds/{id}/confirmation', {
        params: { path: { id } },
        body: said,
      }),
    sent: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  return (
    <FormCard form={form} title={<h4>{texts.byWays.bank}</h4>} submit={texts.confirm} tone="wash">
      <TextInput
        {...form.input('serial', `serial-${id}`)}
        label={texts.bankSerial}
        maxLength={64}
      />
    </FormCard>
  );
}

function Retry({ id }: { readonly id: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () => api.POST('/api/v1/cashier/refunds/{id}/retry', { params: { path: { id } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  return (
    <>
      <ErrorSummary error={retry.error} />
      <Actions>
        <Button isDisabled={retry.isPending} onPress={() => retry.mutate()}>
          {texts.retry}
        </Button>
      </Actions>
    </>
  );
}
