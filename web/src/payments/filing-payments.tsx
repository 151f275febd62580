import { Link } from 'react-router';
import type { FeeRelief, PaymentOrder } from '../api-client/views.ts';
import { useTexts } from '../app/language.tsx';
import { formatFen } from '../app/money.ts';
import { isStaff, useMe } from '../app/queries.ts';
import { ButtonLink } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Actions, Card, Facts } from '../components/layout.tsx';
import { en, zh } from '../locales/payments.ts';
import styles from './payments.module.css';
import { useFilingOrders, useRelief } from './queries.ts';
import { useTimeLeft } from './time-left.tsx';

/** What is to be paid for a filing, what was paid, and relief that was asked for; nothing where there is nothing. */
export function FilingPayments({ filingId }: { readonly filingId: string }) {
  const texts = useTexts({ zh, en });
  const orders = useFilingOrders(filingId);
  const relief = useRelief(filingId);
  const error = orders.error ?? relief.error;
  const none = orders.data?.length === 0 && (relief.data?.length ?? 0) === 0;
  if (none && !error) return null;
  return (
    <section className={styles.part} aria-label={texts.heading}>
      <h2>{texts.heading}</h2>
      <ErrorSummary error={error} />
      {orders.data?.map((order) => (
        <Order key={order.id} order={order} relief={relief.data ?? []} />
      ))}
      {relief.data?.map((each) => (
        <Relief key={each.id} relief={each} />
      ))}
    </section>
  );
}

const isAlive = ({ state }: FeeRelief) => state === 'asked' || state === 'granted';
const waits = ({ state }: PaymentOrder) => state === 'open' || state === 'partly';

function Order({
  order,
  relief,
}: {
  readonly order: PaymentOrder;
  readonly relief: readonly FeeRelief[];
}) {
  const texts = useTexts({ zh, en });
  const left = useTimeLeft()(order);
  const { data: me } = useMe();
  const deferred = relief.some(({ granted }) => granted === 'deferred');
  const tone = order.state === 'paid' ? 'good' : waits(order) && !deferred ? 'warn' : 'plain';
  return (
    <Card tone={tone}>
      <div className={styles.line}>
        <h3>
          {texts.purposes[order.purpose]} · {texts.states[order.state]}
        </h3>
        <span className={styles.sum}>{texts.yuan(formatFen(order.amount))}</span>
      </div>
      <Facts
        items={[
          order.state === 'partly' && {
            label: texts.remaining,
            value: texts.yuan(formatFen(order.remaining)),
          },
          left !== undefined && { label: texts.until, value: left },
          order.ended !== undefined && { label: texts.reason, value: order.ended.words },
        ]}
      />
      {!order.mine && isStaff(me) && waits(order) && !deferred && (
        <p>{order.deadline?.standing === 'overdue' ? texts.overdueForJudge : texts.waits}</p>
      )}
      <Actions>
        <ButtonLink
          to={`/payments/${order.id}`}
          look={order.mine && waits(order) ? 'primary' : 'secondary'}
        >
          {order.mine && waits(order) ? texts.pay : texts.see}
        </ButtonLink>
      </Actions>
      {order.mine && waits(order) && !relief.some(isAlive) && (
        <p>
          <Link to={`/filings/${order.filing}/relief`}>{texts.relief}</Link>
        </p>
      )}
    </Card>
  );
}

function Relief({ relief }: { readonly relief: FeeRelief }) {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  const { wanted, state, granted, percent, untilDay, words, filing } = relief;
  const answer = granted === undefined ? '' : texts.reliefs[granted];
  return (
    <Card>
      <h3>
        {texts.reliefOf(texts.reliefs[wanted])} · {texts.reliefStates[state]} {answer}
        {percent !== undefined && ` ${percent}%`}
        {untilDay !== undefined && ` ${untilDay}`}
      </h3>
      {words !== undefined && <p>{words}</p>}
      {!isStaff(me) && (
        <p>
          <Link to={`/filings/${filing}/relief`}>{texts.reliefSee}</Link>
        </p>
      )}
    </Card>
  );
}
