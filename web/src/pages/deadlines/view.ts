import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { DeadlineList } from '../../api-client/views.ts';
import { isStaff, useMe } from '../../app/queries.ts';

/** Parts of the list, in the order of the page. */
export const PARTS = ['open', 'lapsed', 'soon', 'running', 'suspended', 'ended'] as const;
export type Part = (typeof PARTS)[number];

const FILTERS = ['case', 'q', 'rule', 'court', 'from', 'to'] as const;
type Filters = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

export interface View {
  readonly side: 'mine' | 'courts';
  readonly part: Part;
  readonly filters: Filters;
  readonly page: number;
}

/** What the address shows, and how to show something else: any change but of the page begins at the first. */
export function useView() {
  const { data: me } = useMe();
  const [search, setSearch] = useSearchParams();
  const view: View = {
    side: isStaff(me) ? 'courts' : 'mine',
    part: PARTS.find((part) => part === search.get('part')) ?? 'open',
    filters: Object.fromEntries(
      FILTERS.flatMap((name) => {
        const value = search.get(name);
        return value ? [[name, value]] : [];
      }),
    ),
    page: Math.max(1, Number(search.get('page')) || 1),
  };
  const address = ({ part, filters, page = 1 }: Partial<View>) => {
    const next = { part: part ?? view.part, filters: filters ?? view.filters };
    return new URLSearchParams({
      ...(next.part !== 'open' && { part: next.part }),
      ...next.filters,
      ...(page > 1 && { page: `${page}` }),
    });
  };
  const go = (change: Partial<View>) =>
    setSearch(address(change), { replace: true, preventScrollReset: true });
  /** One filter; an empty text takes it away. */
  const filter = (name: keyof Filters, value: string) => {
    const { [name]: _, ...rest } = view.filters;
    go({ filters: value === '' ? rest : { ...rest, [name]: value } });
  };
  return { ...view, go, filter, address: (change: Partial<View>) => `?${address(change)}` };
}

/** The same list, for a calendar file or a sheet to print. */
export function queryOf({ side, part, filters }: View) {
  return { side, part, ...filters };
}

/** The list as it is now; a deadline that lapses while somebody looks moves by itself. */
export function useDeadlines(view: View, size: 'page' | 'sheet' = 'page') {
  const query = { ...queryOf(view), page: String(view.page), size };
  return useQuery({
    queryKey: ['deadlines', query],
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    queryFn: (): Promise<DeadlineList> => body(api.GET('/api/v1/deadlines', { params: { query } })),
  });
}
