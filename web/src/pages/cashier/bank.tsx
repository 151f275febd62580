import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { HeldLine } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useTexts } from '../../app/language.tsx';
import { formatExact } from '../../app/money.ts';
import { Button } from '../../components/button.tsx';
import { CsvFile, CsvPreview, useCsvFile } from '../../components/csv-file.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { Actions, Card, Empty, Facts, Loading } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import styles from '../../payments/payments.module.css';
import { PAYMENTS } from '../../payments/queries.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const MAX_BYTES = 4 * 1024 * 1024 - 4096;
const HEADING = '交易日期,流水号,金额,付款人,付款账号,附言';

/** What the bank says: a statement, shown before it is taken in, and money for which no order is found. */
export function Bank({ court }: { readonly court: string }) {
  return (
    <>
      <Statement court={court} />
      <Held />
    </>
  );
}

function Statement({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const csv = useCsvFile({
    most: MAX_BYTES,
    look: (text) =>
      body(api.POST('/api/v1/cashier/statements/preview', { body: { court, csv: text } })),
    take: (text) => body(api.POST('/api/v1/cashier/statements', { body: { court, csv: text } })),
    taken: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  const seen = csv.preview.data;
  return (
    <CsvFile
      id="statement"
      csv={csv}
      title={texts.statement}
      lead={texts.statementLead}
      hint={texts.statementHint}
      template={['bank.csv', HEADING]}
    >
      {seen && (
        <CsvPreview
          title={texts.preview}
          counts={texts.counts(
            formatExact(seen.received),
            formatExact(seen.credited),
            formatExact(seen.surplus),
            formatExact(seen.held),
          )}
          columns={[texts.serial, texts.line, texts.amount, texts.payer, texts.words, texts.effect]}
          lines={seen.lines.map(({ line, fit }) => ({ ...line, does: fit }))}
          cells={({ serial, line, amount, payer, words, does }) => [
            ...[serial, line, formatExact(amount), payer, words || '—', texts.fits[does]],
          ]}
        >
          <Actions>
            <Button isDisabled={csv.apply.isPending} onPress={() => csv.apply.mutate()}>
              {texts.take}
            </Button>
          </Actions>
        </CsvPreview>
      )}
      <p role="status">{csv.apply.isSuccess && texts.taken}</p>
    </CsvFile>
  );
}

function Held() {
  const texts = useTexts({ zh, en });
  const held = useQuery({
    queryKey: [...PAYMENTS, 'held'],
    queryFn: () => body(api.GET('/api/v1/cashier/held')),
  });
  return (
    <section className={styles.part}>
      <h2>{texts.held}</h2>
      <ErrorSummary error={held.error} />
      {held.isPending && <Loading text={texts.loading} />}
      {held.data?.length === 0 && (
        <Empty title={texts.noHeld}>
          <p>{texts.noHeldHint}</p>
        </Empty>
      )}
      {held.data?.map((line) => (
        <Line key={line.id} line={line} />
      ))}
    </section>
  );
}

function Line({ line }: { readonly line: HeldLine }) {
  const texts = useTexts({ zh, en });
  const day = useDay();
  const [back, setBack] = useState(false);
  const { payer = {} } = line;
  return (
    <Card>
      <Facts
        items={[
          { label: texts.serial, value: line.number, mono: true },
          { label: texts.amount, value: formatExact(line.amount) },
          { label: texts.day, value: day(line.day) },
          { label: texts.payer, value: payer.payer ?? '—' },
          { label: texts.account, value: payer.account ?? '—', mono: true },
          { label: texts.words, value: payer.words ?? '—' },
        ]}
      />
      {back ? (
        <GiveBack id={line.id} />
      ) : (
        <>
          <Match id={line.id} />
          <Actions>
            <Button look="plain" onPress={() => setBack(true)}>
              {texts.returnIt}
            </Button>
          </Actions>
        </>
      )}
    </Card>
  );
}

const missing = (words: string, id: string, message: string) =>
  words.trim() === '' && { field: `words-${id}`, message };

function Match({ id }: { readonly id: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const form = useForm({
    form: `bank-line/${id}`,
    empty: { reference: '', words: '' },
    faults: ({ reference, words }) => [
      plain(reference) === undefined && {
        field: `reference-${id}`,
        message: texts.matchReferenceBad,
      },
      missing(words, id, texts.reasonMissing),
    ],
    send: ({ reference, words }) =>
      api.POST('/api/v1/cashier/lines/{id}/match', {
        params: { path: { id } },
        body: { reference: plain(reference) ?? '', words },
      }),
    sent: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  return (
    <FormCard form={form} title={<h3>{texts.match}</h3>} submit={texts.matchDo} tone="wash">
      <TextInput
        {...form.input('reference', `reference-${id}`)}
        label={texts.matchReference}
        hint={texts.matchReferenceHint}
        maxLength={24}
      />
      <TextInput
        {...form.input('words', `words-${id}`)}
        label={texts.reason}
        hint={texts.reasonHint}
        maxLength={300}
      />
    </FormCard>
  );
}

/** A reference as somebody types it: spaces between, small letters, or without them. */
function plain(typed: string): string | undefined {
  const [, digits] = /^(?:JF)?(\d{12})$/.exec(typed.replaceAll(/\s/g, '').toUpperCase()) ?? [];
  return digits && `JF${digits}`;
}

function GiveBack({ id }: { readonly id: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const form = useForm({
    form: `bank-line-back/${id}`,
    empty: { words: '' },
    faults: ({ words }) => [missing(words, id, texts.reasonMissing)],
    send: ({ words }) =>
      api.POST('/api/v1/cashier/lines/{id}/return', {
        params: { path: { id } },
        body: { words },
      }),
    sent: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  return (
    <FormCard
      form={form}
      title={<h3>{texts.returnTitle}</h3>}
      submit={texts.returnDo}
      look="danger"
    >
      <TextInput {...form.input('words', `words-${id}`)} label={texts.reason} maxLength={300} />
    </FormCard>
  );
}
