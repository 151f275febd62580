import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { FilingView } from '../api-client/views.ts';

const UNSETTLED: ReadonlySet<string> = new Set(['pending', 'recorded']);

/** One of my filings; asked again while an act in it is on its way to the chain. */
export function useFiling(id: string) {
  return useQuery({
    queryKey: ['filing', id],
    queryFn: () => body(api.GET('/api/v1/filings/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnsettled(state.data) ? 1_000 : false,
  });
}

function isUnsettled(filing: FilingView): boolean {
  return filing.timeline.some(({ chain }) => chain !== undefined && UNSETTLED.has(chain.state));
}

/** The pleading that its answers make: questions, remarks, print. */
export function usePleading(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ['pleading', id],
    enabled,
    placeholderData: (before) => before,
    queryFn: () => body(api.GET('/api/v1/filings/{id}/pleading', { params: { path: { id } } })),
  });
}

/** What a look at it finds missing or double; it hinders nothing. */
export function useFindings(id: string) {
  return useQuery({
    queryKey: ['findings', id],
    staleTime: 0,
    queryFn: () => body(api.GET('/api/v1/filings/{id}/findings', { params: { path: { id } } })),
  });
}

/** Everything read of a filing beside itself; asked again once something of it was saved. */
export const READ_OF_FILING = ['pleading', 'findings', 'filing-limits'] as const;
