import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { useMe } from '../../app/queries.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { Litigant } from './litigant.tsx';
import { Newcomer } from './newcomer.tsx';
import { Administration, Court } from './staff.tsx';
import { zh } from './zh.ts';

/** What waits for whoever is signed in; for anybody else, what can be done here. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  if (me) return <Waiting />;
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <Newcomer />
    </Layout>
  );
}

function Waiting() {
  const texts = useTexts({ zh, en });
  const home = useQuery({
    queryKey: ['home'],
    refetchInterval: 60_000,
    queryFn: () => body(api.GET('/api/v1/home')),
  });
  const { litigant, courts = [], administers = [], setups } = home.data ?? {};
  return (
    <Layout title={courts.length > 0 ? texts.courts : texts.mine}>
      <ErrorSummary error={home.error} />
      {home.isPending && <Loading text={texts.loading} />}
      {litigant && <Litigant home={litigant} />}
      {administers.length > 0 && <Administration administers={administers} setups={setups} />}
      {courts.map((court) => (
        <Court key={court.court.code} home={court} />
      ))}
    </Layout>
  );
}
