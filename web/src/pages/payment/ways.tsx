import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { PaymentOrder } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { formatFen } from '../../app/money.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts } from '../../components/layout.tsx';
import { QrImage } from '../../components/qr-image.tsx';
import * as words from '../../locales/payments.ts';
import { PAYMENTS } from '../../payments/queries.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

type Channel = PaymentOrder['channels'][number];
type Way = Channel | 'bank';
type Attempt = PaymentOrder['attempts'][number];

/** The ways to pay what is still owed: by code, with what became of the last try, or by transfer. */
export function Ways({ order }: { readonly order: PaymentOrder }) {
  const texts = useTexts({ zh, en });
  const running = order.attempts.find(({ state }) => state === 'begun');
  const failed = order.attempts.filter(({ state }) => state === 'failed').length;
  const differs = order.attempts.some(({ state }) => state === 'differs');
  const [way, setWay] = useState<Way>(running?.channel ?? order.channels[0] ?? 'bank');
  const shown = running !== undefined && running.channel === way ? running : undefined;
  return (
    <>
      {differs && (
        <Card tone="warn">
          <p role="status">{texts.differs}</p>
        </Card>
      )}
      {failed > 0 && shown === undefined && (
        <Card tone="bad">
          <p role="status">
            {texts.failedBefore} {failed > 1 && texts.failedMany}
          </p>
        </Card>
      )}
      <Card>
        <Choice
          label={texts.how}
          value={way}
          onChange={(next: Way) => setWay(next)}
          options={[...order.channels, 'bank' as const].map((value: Way) => ({
            value,
            label: texts[value],
            hint: texts[`${value}Hint`],
          }))}
        />
        <p>{texts.free}</p>
        {way === 'bank' && <Transfer order={order} />}
        {way !== 'bank' && shown === undefined && <Begin order={order} channel={way} />}
        {shown?.link !== undefined && <Code order={order} attempt={shown} link={shown.link} />}
      </Card>
    </>
  );
}

function Begin({ order, channel }: { readonly order: PaymentOrder; readonly channel: Channel }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const begin = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/payments/{id}/attempts', {
          params: { path: { id: order.id } },
          body: { channel },
        }),
      ),
    onSuccess: (next) => client.setQueryData([...PAYMENTS, 'order', order.id], next),
  });
  return (
    <>
      <ErrorSummary error={begin.error} />
      <Actions>
        <Button isDisabled={begin.isPending} onPress={() => begin.mutate()}>
          {texts.goOn(texts[channel])}
        </Button>
      </Actions>
    </>
  );
}

function Code({
  order,
  attempt,
  link,
}: {
  readonly order: PaymentOrder;
  readonly attempt: Attempt;
  readonly link: string;
}) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: () =>
      body(api.POST('/api/v1/payments/{id}/query', { params: { path: { id: order.id } } })),
    onSuccess: (next) => client.setQueryData([...PAYMENTS, 'order', order.id], next),
  });
  const channel = texts[attempt.channel];
  return (
    <div className={styles.code}>
      <h2>{texts.scan(channel, formatFen(attempt.amount))}</h2>
      <QrImage text={link} label={texts.code(channel)} />
      <p>{texts.until(time(attempt.expiresAt))}</p>
      <p role="status">{ask.isSuccess ? texts.asked : texts.waiting}</p>
      <ErrorSummary error={ask.error} />
      <Actions>
        <Button isDisabled={ask.isPending} onPress={() => ask.mutate()}>
          {texts.paidAlready}
        </Button>
        {link.startsWith('http') && (
          <ButtonLink to={localOf(link)} look="secondary">
            {texts.openLink}
          </ButtonLink>
        )}
      </Actions>
      <p>{texts.save}</p>
    </div>
  );
}

/** The practice provider’s page is one of ours: it is gone to without leaving. */
function localOf(link: string): string {
  const { origin, pathname } = new URL(link);
  return origin === location.origin ? pathname : link;
}

function Transfer({ order }: { readonly order: PaymentOrder }) {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const { language } = useSettings();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard?.writeText(order.reference).then(() => setCopied(true));
  };
  const account = order.account?.[language];
  return (
    <>
      <Facts
        items={[
          {
            label: texts.account,
            value: <span className={styles.account}>{account ?? texts.noAccount}</span>,
          },
          { label: texts.bankAmount, value: common.yuan(formatFen(order.remaining)) },
          {
            label: texts.reference,
            value: (
              <span className={styles.copy}>
                <span className={styles.reference}>{order.reference}</span>
                <Button look="secondary" onPress={copy}>
                  {copied ? texts.copied : texts.copy}
                </Button>
              </span>
            ),
          },
        ]}
      />
      <p>{texts.bankNote}</p>
    </>
  );
}
