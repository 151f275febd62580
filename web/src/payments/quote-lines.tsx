import type { FeeQuote } from '../api-client/views.ts';
import { useSettings, useTexts } from '../app/language.tsx';
import { formatYuan } from '../app/money.ts';
import { en, zh } from '../locales/payments.ts';
import styles from './payments.module.css';

/** How a sum was reckoned, step by step with its article, behind a fold. */
export function QuoteLines({
  quote,
  open = false,
}: {
  readonly quote: FeeQuote;
  readonly open?: boolean;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  return (
    <details className={styles.fold} open={open}>
      <summary>{texts.lines}</summary>
      <ul className={styles.lines}>
        {quote.lines.map(({ what, law, amount }) => (
          <li key={`${what[language]} ${law[language]}`}>
            <span>{what[language]}</span>
            <span className={styles.amount}>{texts.yuan(formatYuan(amount.least))}</span>
            <span className={styles.law}>{law[language]}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
