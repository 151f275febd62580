import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { ServiceView } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { standingOf } from '../../app/standing.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import * as service from '../../locales/service.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

const WAITING: ReadonlySet<string> = new Set(['sent', 'arrived', 'opened']);

export function Page() {
  const texts = useTexts({ zh, en });
  const services = useQuery({
    queryKey: ['services'],
    queryFn: () => body(api.GET('/api/v1/services')),
  });
  const [search] = useSearchParams();
  const only = search.get('case');
  const items = services.data?.filter((item) => only === null || item.caseNumber === only) ?? [];
  const waiting = items.filter((item) => WAITING.has(item.state));
  const done = items.filter((item) => !WAITING.has(item.state));
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={services.error} />
      {services.isPending && <Loading text={texts.loading} />}
      {only !== null && (
        <p>
          {texts.onlyCase(only)} <Link to="/inbox">{texts.allCases}</Link>
        </p>
      )}
      {services.data !== undefined && items.length === 0 && (
        <Empty title={texts.emptyTitle}>
          <p>{texts.emptyText}</p>
          <Actions>
            <ButtonLink to="/verify" look="secondary">
              {texts.verify}
            </ButtonLink>
          </Actions>
        </Empty>
      )}
      {waiting.length > 0 && <Group title={texts.todo} items={waiting} />}
      {done.length > 0 && <Group title={texts.done} items={done} />}
    </Layout>
  );
}

function Group({
  title,
  items,
}: {
  readonly title: string;
  readonly items: readonly ServiceView[];
}) {
  return (
    <section className={styles.group} aria-label={title}>
      <h2>
        {title} <span>{items.length}</span>
      </h2>
      <ul>
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Item({ item }: { readonly item: ServiceView }) {
  const texts = useTexts({ zh, en });
  const words = useTexts(service);
  const time = useTime();
  return (
    <li className={styles.item}>
      <Link to={`/inbox/${item.id}`}>
        <strong>{item.title}</strong>
      </Link>
      <span className={styles.fact}>{item.court.name}</span>
      <span className={styles.fact}>{item.caseNumber}</span>
      <span className={styles.fact}>
        {texts.sentAt} {time(item.sentAt)}
      </span>
      <p className={styles.states}>
        <b>{words[item.state]}</b>
        <ChainBadge chain={standingOf(item)} />
      </p>
    </li>
  );
}
