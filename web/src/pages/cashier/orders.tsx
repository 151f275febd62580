import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { formatExact } from '../../app/money.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FilterNav } from '../../components/filter-nav.tsx';
import { Empty, Loading } from '../../components/layout.tsx';
import { Pager } from '../../components/pager.tsx';
import * as words from '../../locales/payments.ts';
import { PAYMENTS } from '../../payments/queries.ts';
import { useTimeLeft } from '../../payments/time-left.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const SHOWS = ['waiting', 'paid', 'all'] as const;

/** Orders to pay: those that wait, those that are paid, or all. */
export function Orders() {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const left = useTimeLeft();
  const [search, setSearch] = useSearchParams();
  const show = SHOWS.find((each) => each === search.get('show')) ?? 'waiting';
  const page = Math.max(1, Number(search.get('page') ?? '1') || 1);
  const orders = useQuery({
    queryKey: [...PAYMENTS, 'orders', show, page],
    queryFn: () =>
      body(api.GET('/api/v1/cashier/orders', { params: { query: { show, page: String(page) } } })),
  });
  const changed = (values: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(values)) next.set(name, value);
    return next;
  };
  const { items = [], total = 0 } = orders.data ?? {};
  return (
    <>
      <FilterNav
        label={texts.show}
        at={show}
        filters={SHOWS.map((key) => ({
          ...{ key, text: texts.shows[key], to: `?${changed({ show: key, page: '1' })}` },
        }))}
      />
      <ErrorSummary error={orders.error} />
      {orders.isPending && <Loading text={texts.loading} />}
      {orders.data?.total === 0 && (
        <Empty title={texts.noOrders}>
          <p>{texts.noOrdersHint}</p>
        </Empty>
      )}
      {items.length > 0 && (
        <>
          <p role="status">{texts.total(total)}</p>
          <DataTable
            label={texts.tabs.orders}
            columns={[texts.reference, texts.cause, texts.amount, texts.state, texts.until]}
            rows={items.map((order) => ({
              id: order.id,
              tone: order.deadline?.standing === 'overdue' ? ('warn' as const) : undefined,
              cells: [
                <Link key="reference" to={`/payments/${order.id}`}>
                  {order.reference}
                </Link>,
                order.cause,
                formatExact(order.amount),
                common.states[order.state],
                left(order) ?? '—',
              ],
            }))}
          />
          <Pager
            page={page}
            total={total}
            onPage={(next) => setSearch(changed({ page: String(next) }))}
          />
        </>
      )}
    </>
  );
}
