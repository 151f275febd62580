import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { QueueQuery } from '../../api-client/views.ts';

export type QueueView = Pick<QueueQuery, 'state' | 'taken' | 'kind' | 'overdue' | 'q' | 'after'>;

const NAMES = ['state', 'taken', 'kind', 'overdue', 'q', 'after'] as const;

/** What the address says of the queue, and addresses with something else in it. A filter begins at the first page. */
export function useQueueView() {
  const [search, setSearch] = useSearchParams();
  const { filingId } = useParams();
  const found = NAMES.flatMap((name) => {
    const value = search.get(name);
    return value === null || value === '' ? [] : [[name, value] as const];
  });
  const view = Object.fromEntries(found) as QueueView;
  const params = (change: Partial<Record<(typeof NAMES)[number], string | undefined>>) => {
    const next = { ...view, after: undefined, ...change };
    const kept = Object.entries(next).filter(([, value]) => value !== undefined && value !== '');
    return new URLSearchParams(kept as [string, string][]);
  };
  return {
    ...{ view, filingId, state: view.state ?? 'review' },
    address: (change: Parameters<typeof params>[0]) => `/review?${params(change)}`,
    /** The filing within this queue. */
    item: (id: string) => `/review/${id}?${params({ after: view.after })}`,
    queue: `/review?${params({ after: view.after })}`,
    search,
    /** What is shown of the open filing: `tab`, `paper`, `act`. */
    show: (change: Readonly<Record<string, string | undefined>>) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(change))
        if (value === undefined) next.delete(name);
        else next.set(name, value);
      setSearch(next, { replace: true, preventScrollReset: true });
    },
  };
}
export type QueueHook = ReturnType<typeof useQueueView>;

export function useQueue(view: QueueView) {
  return useQuery({
    queryKey: ['filing-queue', view],
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
    queryFn: () => body(api.GET('/api/v1/filings/queue', { params: { query: view } })),
  });
}

/** The filing, what stands beside it, and what the checks found. */
export function useFiling(id: string) {
  const path = { params: { path: { id } } };
  const filing = useQuery({
    queryKey: ['filing', id],
    queryFn: () => body(api.GET('/api/v1/filings/{id}', path)),
  });
  const review = useQuery({
    queryKey: ['filing', id, 'review'],
    queryFn: () => body(api.GET('/api/v1/filings/{id}/review', path)),
  });
  const findings = useQuery({
    queryKey: ['filing', id, 'findings'],
    queryFn: () => body(api.GET('/api/v1/filings/{id}/findings', path)),
  });
  return { filing, review, findings };
}

/** Takes one filing on, with a reason where it is another's. */
export function useTake(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string | undefined) =>
      api.POST('/api/v1/filings/{id}/taking', {
        params: { path: { id } },
        body: reason === undefined ? {} : { reason },
      }),
    onSuccess: () => client.invalidateQueries(),
  });
}
