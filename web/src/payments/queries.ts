import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';

/** Everything about payments that the page has read begins with this key. */
export const PAYMENTS = ['payments'] as const;

/** Orders of one filing, the newest first. */
export function useFilingOrders(filing: string) {
  return useQuery({
    queryKey: [...PAYMENTS, 'filing', filing],
    refetchInterval: 20_000,
    queryFn: () =>
      body(api.GET('/api/v1/filings/{id}/payments', { params: { path: { id: filing } } })),
  });
}

/** Applications for relief of one filing, the oldest first. */
export function useRelief(filing: string) {
  return useQuery({
    queryKey: [...PAYMENTS, 'relief', filing],
    queryFn: () =>
      body(api.GET('/api/v1/filings/{id}/relief', { params: { path: { id: filing } } })),
  });
}
