import type { PaymentOrder } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { formatFen } from '../../app/money.ts';
import { DataTable } from '../../components/data-table.tsx';
import * as words from '../../locales/payments.ts';
import styles from '../../payments/payments.module.css';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What was tried, and what goes back: every payment with its state, the newest first. */
export function Movements({ order: { attempts, refunds } }: { readonly order: PaymentOrder }) {
  const texts = useTexts({ zh, en });
  const common = useTexts(words);
  const time = useTime();
  return (
    <>
      {refunds.length > 0 && (
        <section className={styles.part}>
          <h2>{texts.refunds}</h2>
          <DataTable
            label={texts.refunds}
            columns={[common.amount, texts.state, texts.why, texts.when]}
            rows={refunds.map(({ id, amount, state, kind, reason, askedAt, endedAt }) => ({
              id,
              cells: [
                common.yuan(formatFen(amount)),
                common.refundStates[state],
                `${texts.refundFrom[kind]}${kind === 'credited' ? `：${reason}` : ''}`,
                time(endedAt ?? askedAt),
              ],
            }))}
          />
        </section>
      )}
      {attempts.length > 0 && (
        <section className={styles.part}>
          <h2>{texts.attempts}</h2>
          <DataTable
            label={texts.attempts}
            columns={[texts.way, common.amount, texts.state, texts.when]}
            rows={attempts
              .map(({ id, channel, amount, state, late, begunAt, paidAt }) => ({
                id,
                cells: [
                  common.channels[channel],
                  common.yuan(formatFen(amount)),
                  state === 'paid' && late ? texts.late : common.attempts[state],
                  time(paidAt ?? begunAt),
                ],
              }))
              .reverse()}
          />
        </section>
      )}
    </>
  );
}
