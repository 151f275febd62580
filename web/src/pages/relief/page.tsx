import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { FeeRelief } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { TextArea } from '../../components/text-area.tsx';
import * as words from '../../locales/payments.ts';
import { PAYMENTS, useRelief } from '../../payments/queries.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** 司法救助: who files asks to pay later, less or nothing, and sees what the court said. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { id = '' } = useParams();
  const relief = useRelief(id);
  const filing = useQuery({
    queryKey: ['filing', id],
    queryFn: () => body(api.GET('/api/v1/filings/{id}', { params: { path: { id } } })),
  });
  const asked = relief.data ?? [];
  const alive = asked.find(({ state }) => state === 'asked' || state === 'granted');
  const open = ['review', 'correction', 'accepted'].includes(filing.data?.state ?? '');
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={relief.error ?? filing.error} />
      {(relief.isPending || filing.isPending) && <Loading text={texts.loading} />}
      {asked.map((each) => (
        <Asked key={each.id} relief={each} />
      ))}
      {relief.data && filing.data && alive === undefined && open && <Ask filing={id} />}
      {filing.data && alive === undefined && !open && <p>{texts.late}</p>}
      <p>
        <Link to={`/filings/${id}`}>{texts.back}</Link>
      </p>
    </Layout>
  );
}

type Kind = FeeRelief['wanted'];
const KINDS: readonly Kind[] = ['deferred', 'reduced', 'waived'];

function Ask({ filing }: { readonly filing: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const form = useForm({
    form: `relief-of/${filing}`,
    empty: { wanted: '' as Kind | '', words: '' },
    faults: ({ wanted, words: said }) => [
      wanted === '' && { message: texts.kindMissing },
      said.trim() === '' && { field: 'words', message: texts.wordsMissing },
    ],
    send: ({ wanted, words: said }) =>
      body(
        api.POST('/api/v1/filings/{id}/relief', {
          params: { path: { id: filing } },
          body: { wanted: wanted as Kind, words: said },
        }),
      ),
    sent: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  return (
    <FormCard form={form} title={<h2>{texts.form}</h2>} submit={texts.send}>
      <Choice
        label={texts.whatAsk}
        value={form.fields.wanted as Kind}
        onChange={form.set('wanted')}
        options={KINDS.map((value) => ({
          ...{ value, label: texts.kinds[value], hint: texts.kindHints[value] },
        }))}
      />
      <TextArea
        {...form.input('words')}
        label={texts.words}
        hint={texts.wordsHint}
        rows={5}
        maxLength={1000}
      />
      <p>{texts.papers}</p>
      <p>{texts.willHappen}</p>
      <p>{texts.law}</p>
    </FormCard>
  );
}

function Asked({ relief }: { readonly relief: FeeRelief }) {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const time = useTime();
  const waits = relief.state === 'asked';
  return (
    <Card tone={waits ? 'wash' : relief.state === 'granted' ? 'good' : 'plain'}>
      <h2>
        {common.reliefOf(common.reliefs[relief.wanted])} · {common.reliefStates[relief.state]}
      </h2>
      {waits && <p role="status">{texts.waiting}</p>}
      <Granted relief={relief} />
      <Facts
        items={[
          { label: common.grounds, value: relief.grounds },
          relief.words !== undefined && { label: texts.court, value: relief.words },
          { label: common.when, value: time(relief.endedAt ?? relief.askedAt) },
        ]}
      />
      {waits && <Withdraw id={relief.id} />}
    </Card>
  );
}

function Granted({ relief: { granted, percent, untilDay } }: { readonly relief: FeeRelief }) {
  const texts = useTexts({ zh, en });
  const day = useDay();
  if (granted === undefined) return null;
  return (
    <p>
      {granted === 'waived' && texts.granted.waived}
      {granted === 'reduced' && texts.granted.reduced(percent ?? 0)}
      {granted === 'deferred' && texts.granted.deferred(day(untilDay ?? ''))}
    </p>
  );
}

function Withdraw({ id }: { readonly id: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const withdraw = useMutation({
    mutationFn: () => body(api.DELETE('/api/v1/relief/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  if (!sure)
    return (
      <Actions>
        <Button look="secondary" onPress={() => setSure(true)}>
          {texts.withdraw}
        </Button>
      </Actions>
    );
  return (
    <>
      <p role="status">{texts.withdrawSure}</p>
      <ErrorSummary error={withdraw.error} />
      <Actions>
        <Button look="danger" autoFocus onPress={() => withdraw.mutate()}>
          {texts.withdraw}
        </Button>
        <Button look="secondary" onPress={() => setSure(false)}>
          {texts.keep}
        </Button>
      </Actions>
    </>
  );
}
