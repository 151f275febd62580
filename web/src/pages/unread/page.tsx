import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { UnreadNotice } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import * as notice from '../../locales/notice.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const unread = useQuery({
    queryKey: ['unread-notices'],
    queryFn: () => body(api.GET('/api/v1/unread-notices')),
  });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={unread.error} />
      {unread.isPending && <Loading text={texts.loading} />}
      {unread.data?.length === 0 && (
        <Empty title={texts.emptyTitle}>
          <p>{texts.emptyText}</p>
        </Empty>
      )}
      {unread.data?.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </Layout>
  );
}

function Item({ item }: { readonly item: UnreadNotice }) {
  const texts = useTexts({ zh, en });
  const words = useTexts(notice);
  const time = useTime();
  const { document } = item;
  const kind = wordFor(words, item.category);
  return (
    <Card>
      <h2>{item.person.name}</h2>
      <Facts
        items={[
          {
            label: texts.what,
            value: document ? `${kind}：${document.title}，${document.caseNumber}` : kind,
          },
          { label: texts.told, value: `${time(item.toldAt)}（${texts.reminded(item.reminders)}）` },
        ]}
      />
      {document && <Link to={`/desk/documents/${document.id}`}>{texts.open}</Link>}
    </Card>
  );
}
