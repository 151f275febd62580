import type { PaymentOrder } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { formatFen } from '../../app/money.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Actions, Card, Facts } from '../../components/layout.tsx';
import { QrImage } from '../../components/qr-image.tsx';
import * as words from '../../locales/payments.ts';
import { QuoteLines } from '../../payments/quote-lines.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** The receipt of an order that is paid: what, when, under which reference, with its slip and a code that leads here. */
export function Paid({ order }: { readonly order: PaymentOrder }) {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const time = useTime();
  return (
    <Card tone="good">
      <h2>✓ {texts.goodPaid(formatFen(order.amount))}</h2>
      <Facts
        items={[
          { label: texts.court, value: order.court.name },
          { label: texts.item, value: common.purposes[order.purpose] },
          { label: texts.cause, value: order.cause },
          { label: texts.paidAt, value: time(order.paidAt) },
          { label: common.reference, value: order.reference, mono: true },
          order.refunded > 0 && {
            label: common.refunded,
            value: common.yuan(formatFen(order.refunded)),
          },
        ]}
      />
      <QuoteLines quote={order.quote} />
      <div className={styles.code}>
        <QrImage text={location.href} label={texts.qr} />
        <p>{texts.qr}</p>
      </div>
      <p>{texts.slipNote}</p>
      {order.mine && <p>{texts.next}</p>}
      <div className="no-print">
        <Actions>
          <ButtonLink to={`/api/v1/payments/${order.id}/receipt.pdf`}>{texts.slip}</ButtonLink>
          <Button look="secondary" onPress={() => print()}>
            {texts.print}
          </Button>
        </Actions>
      </div>
    </Card>
  );
}
