import type { FeeQuote } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { formatFen, formatYuan } from '../../app/money.ts';
import { DataTable } from '../../components/data-table.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

type Line = FeeQuote['lines'][number];

/** The reckoning, a row each step; the rows add up to the last. */
export function Lines({ quote }: { readonly quote: FeeQuote }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { least, most } = quote.total;
  return (
    <section className={styles.lines}>
      <h3>{texts.lines}</h3>
      <DataTable
        label={texts.lines}
        columns={[texts.step, texts.how, texts.fee, texts.law]}
        rows={[
          ...quote.lines.map((line) => ({
            id: `${line.what[language]} ${line.law[language]}`,
            cells: [
              line.what[language],
              <span key="how" className={styles.number}>
                {howOf(line, texts)}
              </span>,
              <span key="amount" className={styles.number}>
                {amountOf(line.amount, texts)}
              </span>,
              line.law[language],
            ],
          })),
          {
            id: 'total',
            cells: [
              texts.total,
              '',
              <strong key="total" className={styles.number}>
                {least === most
                  ? texts.yuan(formatFen(least))
                  : texts.between(formatFen(least), formatFen(most))}
              </strong>,
              '',
            ],
          },
        ]}
      />
    </section>
  );
}

function howOf({ base, rate }: Line, texts: typeof zh): string {
  if (rate === 0) return texts.free;
  if (base === undefined) return texts.each;
  if (rate === undefined) return texts.flat;
  return texts.times(formatFen(base), `${rate / 10}%`);
}

function amountOf({ least, most }: Line['amount'], texts: typeof zh): string {
  return least === most
    ? texts.yuan(formatYuan(least))
    : texts.between(formatYuan(least), formatYuan(most));
}
