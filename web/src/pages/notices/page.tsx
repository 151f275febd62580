import { Link, useSearchParams } from 'react-router';
import type { NoticePage, NoticeView } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { useNotices } from '../../app/notices.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import * as notice from '../../locales/notice.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

const PAGE = 20;

export function Page() {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const unread = search.get('unread') === 'true';
  const page = Math.max(1, Number(search.get('page') ?? 1) || 1);
  const notices = useNotices({ unread, page });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <Filter unread={unread} />
      <ErrorSummary error={notices.error} />
      {notices.isPending && <Loading text={texts.loading} />}
      {notices.data?.items.length === 0 && (
        <Empty title={unread ? texts.emptyUnread : texts.emptyTitle}>
          <p>{texts.emptyText}</p>
        </Empty>
      )}
      {notices.data !== undefined && notices.data.items.length > 0 && (
        <List data={notices.data} page={page} unread={unread} />
      )}
    </Layout>
  );
}

function Filter({ unread }: { readonly unread: boolean }) {
  const texts = useTexts({ zh, en });
  return (
    <nav className={styles.filter} aria-label={texts.filter}>
      <Link to="/notices" {...(unread ? {} : { 'aria-current': 'true' })}>
        {texts.all}
      </Link>
      <Link to="/notices?unread=true" {...(unread ? { 'aria-current': 'true' } : {})}>
        {texts.unread}
      </Link>
    </nav>
  );
}

function List({
  data,
  page,
  unread,
}: {
  readonly data: NoticePage;
  readonly page: number;
  readonly unread: boolean;
}) {
  const texts = useTexts({ zh, en });
  const last = Math.ceil(data.total / PAGE);
  const to = (at: number) => `/notices?${unread ? 'unread=true&' : ''}page=${at}`;
  return (
    <>
      <ul className={styles.list}>
        {data.items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      {last > 1 && (
        <nav className={styles.more} aria-label={texts.page(page, last)}>
          {page > 1 ? <Link to={to(page - 1)}>{texts.later}</Link> : <span />}
          <span>{texts.page(page, last)}</span>
          {page < last ? <Link to={to(page + 1)}>{texts.earlier}</Link> : <span />}
        </nav>
      )}
    </>
  );
}

function Item({ item }: { readonly item: NoticeView }) {
  const texts = useTexts({ zh, en });
  const words = useTexts(notice);
  const time = useTime();
  const isUnread = item.readAt === undefined;
  return (
    <li className={styles.item} data-unread={isUnread || undefined}>
      <Link to={`/notices/${item.id}`}>
        <strong>{item.title}</strong>
      </Link>
      <span className={styles.facts}>
        {isUnread ? <b>{texts.isUnread}</b> : <span>{texts.isRead}</span>}
        {isUnread && item.demanded && <b>{texts.demanded}</b>}
        <span>{wordFor(words, item.category)}</span>
        <span>{time(item.toldAt)}</span>
      </span>
    </li>
  );
}
