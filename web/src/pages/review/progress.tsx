import type { ReviewedFiling } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { DeadlineList } from '../../components/deadline-list.tsx';
import { Card } from '../../components/layout.tsx';
import { ProofLink } from '../../components/proof-link.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** Its periods, each with how it was counted, and everything that happened. */
export function Progress({ filing }: { readonly filing: ReviewedFiling }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <Card>
      {filing.deadlines.length > 0 && (
        <>
          <h2>{texts.deadlines}</h2>
          <DeadlineList deadlines={filing.deadlines} label={texts.deadlines} />
        </>
      )}
      <h2>{texts.timeline}</h2>
      <ol className={styles.timeline}>
        {filing.timeline.map((event, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what happened is never reordered
          <li key={i}>
            <strong>{wordFor(texts, `act_${event.act}`)}</strong>
            <span className={styles.small}>
              {time(event.at)} · {event.by === 'court' ? texts.byCourt : texts.byApplicant}
            </span>
            {event.words !== undefined && <span className={styles.words}>{event.words}</span>}
            <span className={styles.small}>
              <ChainBadge chain={event.chain} />{' '}
              <ProofLink chain={event.chain} what={wordFor(texts, `act_${event.act}`)} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
