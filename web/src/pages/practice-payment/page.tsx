import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { PracticeTrade } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { formatFen } from '../../app/money.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import * as words from '../../locales/payments.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Act = 'pay' | 'payOther' | 'payLate' | 'arrive' | 'fail';
/** What is done, and how often the court is told of it. */
interface Doing {
  readonly act?: Act;
  readonly tell: number;
}

/** The practice provider's side of a payment: whoever tries the product decides what becomes of it. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { number = '' } = useParams();
  const trade = useQuery({
    queryKey: ['practice', number],
    queryFn: () =>
      body(api.GET('/api/v1/practice/payments/{number}', { params: { path: { number } } })),
  });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={trade.error} />
      {trade.isPending && <Loading text={texts.loading} />}
      {trade.data && <Trade trade={trade.data} />}
    </Layout>
  );
}

function Trade({ trade }: { readonly trade: PracticeTrade }) {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const client = useQueryClient();
  const params = { params: { path: { number: trade.number } } };
  const does = useMutation({
    mutationFn: async ({ act, tell }: Doing) => {
      if (act !== undefined)
        await api.POST('/api/v1/practice/payments/{number}/acts', { ...params, body: { act } });
      for (let told = 0; told < tell; told++)
        await api.POST('/api/v1/practice/payments/{number}/callback', params);
      return tell > 0;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['practice'] }),
  });
  const button = (text: string, doing: Doing, look: 'primary' | 'secondary' = 'secondary') => (
    <Button look={look} isDisabled={does.isPending} onPress={() => does.mutate(doing)}>
      {text}
    </Button>
  );
  const { state } = trade;
  return (
    <Card>
      <Facts
        items={[
          { label: texts.amount, value: common.yuan(formatFen(trade.asked)) },
          { label: texts.number, value: trade.number, mono: true },
          { label: texts.state, value: texts.states[state] },
        ]}
      />
      <ErrorSummary error={does.error} />
      <p role="status">{does.data && `${texts.told} ${texts.back}`}</p>
      <Actions>
        {state === 'open' && (
          <>
            {button(texts.pay, { act: 'pay', tell: 1 }, 'primary')}
            {button(texts.payQuiet, { act: 'pay', tell: 0 })}
            {button(texts.payTwice, { act: 'pay', tell: 2 })}
            {button(texts.payLate, { act: 'payLate', tell: 0 })}
            {button(texts.payOther, { act: 'payOther', tell: 1 })}
            {button(texts.fail, { act: 'fail', tell: 0 })}
          </>
        )}
        {(state === 'late' || state === 'failed') &&
          button(texts.arrive, { act: 'arrive', tell: 1 }, 'primary')}
        {state === 'paid' && button(texts.tell, { tell: 1 })}
      </Actions>
    </Card>
  );
}
