import type { ServiceView } from '../api-client/views.ts';
import { useTime } from '../app/format.ts';
import { useTexts } from '../app/language.tsx';
import * as words from '../locales/service.ts';
import { ChainBadge } from './chain-badge.tsx';
import styles from './timeline.module.css';

/** What happened to a service, in order, each act with its state on the chain. */
export function Timeline({ service }: { readonly service: ServiceView }) {
  const text = useTexts(words);
  const time = useTime();
  const acts = [
    {
      id: service.id,
      name: text.sent,
      at: service.sentAt,
      chain: service.chain,
      who: service.court.name,
    },
    ...service.receipts.map((receipt) => ({
      id: receipt.id,
      name: text[receipt.event],
      at: receipt.actTime,
      chain: receipt.chain,
      who: [receipt.actor, receipt.capacity && text[receipt.capacity]].filter(Boolean).join(' · '),
    })),
  ];
  return (
    <ol className={styles.line}>
      {acts.map((act) => (
        <li key={act.id}>
          <strong>{act.name}</strong>
          <span>
            {time(act.at)}
            {act.who ? ` · ${act.who}` : ''}
          </span>
          <ChainBadge chain={act.chain} />
        </li>
      ))}
    </ol>
  );
}
