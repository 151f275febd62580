import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { AuditEntry } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { AuditTable } from '../../components/audit-table.tsx';
import { Button } from '../../components/button.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FilterNav } from '../../components/filter-nav.tsx';
import { Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { Pager } from '../../components/pager.tsx';
import * as words from '../../locales/audit.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

const ACTS = [
  'case.read',
  'document.file',
  'person.read',
  'person.exported',
  'case.linked',
  'access.denied',
  'suits.read',
] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The log of an administrator's courts. Filters live in the address. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { loading } = useTexts(words);
  const view = useView();
  const { data, error, isPending } = useAudit(view);
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <Filters view={view} />
      <ErrorSummary error={error} />
      {isPending && <Loading text={loading} />}
      {data?.total === 0 && (
        <Empty title={texts.empty}>
          <Button look="secondary" onPress={view.clear}>
            {texts.clear}
          </Button>
        </Empty>
      )}
      {data !== undefined && data.total > 0 && (
        <>
          <p aria-live="polite">{texts.total(data.total)}</p>
          <AuditTable items={data.items} />
          <Pager page={view.page} total={data.total} onPage={(page) => view.go({ page })} />
        </>
      )}
    </Layout>
  );
}

interface View {
  readonly act: AuditEntry['act'] | undefined;
  readonly from: string;
  readonly to: string;
  readonly page: number;
}
type ViewHook = ReturnType<typeof useView>;

function useView() {
  const [search, setSearch] = useSearchParams();
  const view: View = {
    act: ACTS.find((act) => act === search.get('act')),
    from: dayIn(search, 'from'),
    to: dayIn(search, 'to'),
    page: Number(search.get('page') ?? '1'),
  };
  const address = (change: Partial<View>) => {
    const { act, from, to, page } = { ...view, page: 1, ...change };
    return new URLSearchParams({
      ...(act && { act }),
      ...(from && { from }),
      ...(to && { to }),
      ...(page > 1 && { page: `${page}` }),
    });
  };
  const go = (change: Partial<View>) =>
    setSearch(address(change), { replace: true, preventScrollReset: true });
  const clear = () => setSearch({}, { replace: true });
  return { ...view, go, clear, address: (change: Partial<View>) => `?${address(change)}` };
}

/** Days count from midnight to midnight in Beijing. */
const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`);
const DAY_MS = 86_400_000;

function useAudit({ act, from, to, page }: View) {
  const query = {
    page: String(page),
    ...(act && { act }),
    ...(from && { from: midnight(from).toISOString() }),
    ...(to && { to: new Date(midnight(to).getTime() + DAY_MS).toISOString() }),
  };
  return useQuery({
    queryKey: ['audit', query],
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
    queryFn: () => body(api.GET('/api/v1/audit', { params: { query } })),
  });
}

function Filters({ view }: { readonly view: ViewHook }) {
  const texts = useTexts({ zh, en });
  const acts = useTexts(words);
  return (
    <>
      <FilterNav
        label={texts.act}
        at={view.act ?? 'all'}
        filters={[
          { key: 'all', text: texts.all, to: view.address({ act: undefined }) },
          ...ACTS.map((act) => ({ key: act, text: acts[act], to: view.address({ act }) })),
        ]}
      />
      <div className={styles.days}>
        <DayInput
          id="from"
          label={texts.from}
          value={view.from}
          onChange={(from) => view.go({ from })}
        />
        <DayInput id="to" label={texts.to} value={view.to} onChange={(to) => view.go({ to })} />
      </div>
    </>
  );
}

/** What stands in the address, if it is a day: anybody may write there. */
function dayIn(search: URLSearchParams, name: string): string {
  const day = search.get(name) ?? '';
  return DAY.test(day) && !Number.isNaN(midnight(day).getTime()) ? day : '';
}
