import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { PaymentOrder } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { formatFen } from '../../app/money.ts';
import { isStaff, useMe } from '../../app/queries.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import * as words from '../../locales/payments.ts';
import { PAYMENTS, useRelief } from '../../payments/queries.ts';
import { QuoteLines } from '../../payments/quote-lines.tsx';
import { useTimeLeft } from '../../payments/time-left.tsx';
import { en } from './en.ts';
import { Movements } from './movements.tsx';
import styles from './page.module.css';
import { Paid } from './paid.tsx';
import { Ways } from './ways.tsx';
import { zh } from './zh.ts';

const WAITING_MS = 4_000;
const RESTING_MS = 30_000;

/** One order to pay: how much and until when, the ways to pay it, and once it is paid its receipt. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { orderId = '' } = useParams();
  const order = useQuery({
    queryKey: [...PAYMENTS, 'order', orderId],
    refetchInterval: ({ state }) => (runs(state.data) ? WAITING_MS : RESTING_MS),
    queryFn: () => body(api.GET('/api/v1/payments/{id}', { params: { path: { id: orderId } } })),
  });
  const { data } = order;
  return (
    <Layout title={titleOf(data, texts)}>
      <ErrorSummary error={order.error} />
      {order.isPending && <Loading text={texts.loading} />}
      {data && <Order order={data} />}
    </Layout>
  );
}

const runs = (order: PaymentOrder | undefined) =>
  order?.attempts.some(({ state }) => state === 'begun') ?? false;
const isOpen = ({ state }: PaymentOrder) => state === 'open' || state === 'partly';

function titleOf(order: PaymentOrder | undefined, texts: typeof zh): string {
  if (order === undefined || isOpen(order)) return texts.title;
  return order.state === 'paid' ? texts.titlePaid : texts.titleEnded;
}

function Order({ order }: { readonly order: PaymentOrder }) {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  return (
    <>
      {order.state === 'paid' ? <Paid order={order} /> : <Due order={order} />}
      {isOpen(order) && order.mine && <Ways order={order} />}
      {isOpen(order) && !order.mine && isStaff(me) && <p>{texts.official}</p>}
      <Movements order={order} />
      <p className="no-print">
        <Link to={order.mine ? `/filings/${order.filing}` : `/review/${order.filing}`}>
          {texts.back}
        </Link>
      </p>
    </>
  );
}

/** What of relief concerns an order that waits: what was asked, what was deferred, or where to ask. */
function Relief({ filing }: { readonly filing: string }) {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const day = useDay();
  const { data = [] } = useRelief(filing);
  const deferred = data.find(({ granted }) => granted === 'deferred');
  const asked = data.some(({ state }) => state === 'asked');
  return (
    <>
      {asked && <p role="status">{texts.relieving}</p>}
      {deferred && <p role="status">{texts.deferred(day(deferred.untilDay ?? ''))}</p>}
      <p>
        <Link to={`/filings/${filing}/relief`}>
          {data.length > 0 ? common.reliefSee : common.relief}
        </Link>
      </p>
    </>
  );
}

function Due({ order }: { readonly order: PaymentOrder }) {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const time = useTime();
  const left = useTimeLeft()(order);
  const { state, amount, credited, remaining, purpose, ended } = order;
  return (
    <Card tone={isOpen(order) ? 'wash' : 'plain'}>
      <h2>
        {common.purposes[purpose]} · {common.states[state]}
      </h2>
      {isOpen(order) && <p className={styles.sum}>{common.yuan(formatFen(remaining))}</p>}
      {state === 'waived' && <p>{texts.waived}</p>}
      {state === 'refunded' && <p>{texts.refundedAll}</p>}
      {ended && <p>{ended.words}</p>}
      <Facts
        items={[
          { label: texts.court, value: order.court.name },
          { label: texts.cause, value: order.cause },
          credited > 0 && { label: common.amount, value: common.yuan(formatFen(amount)) },
          credited > 0 && { label: common.credited, value: common.yuan(formatFen(credited)) },
          left !== undefined && { label: common.until, value: left },
          { label: texts.issued, value: time(order.issuedAt) },
          { label: common.reference, value: order.reference, mono: true },
        ]}
      />
      <QuoteLines quote={order.quote} />
      {isOpen(order) && order.mine && <Relief filing={order.filing} />}
    </Card>
  );
}
