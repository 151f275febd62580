import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { ChainState, ReceiptView, ServiceView } from '../api-client/views.ts';

/** One of my services; asked again until every act in it is proven or has failed. */
export function useService(id: string) {
  return useQuery({
    queryKey: ['service', id],
    queryFn: () => body(api.GET('/api/v1/services/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) =>
      state.data !== undefined && unsettled(state.data) ? 700 : false,
  });
}

export function useOpenService(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => body(api.POST('/api/v1/services/{id}/open', { params: { path: { id } } })),
    onSuccess: (service: ServiceView) => {
      client.setQueryData(['service', id], service);
      void client.invalidateQueries({ queryKey: ['services'] });
    },
  });
}

const FINAL: ReadonlySet<string> = new Set(['signed', 'refused', 'left', 'objected']);

/** The act that ended a service; `undefined` while it still waits for the recipient. */
export function finalReceipt(service: ServiceView): ReceiptView | undefined {
  return service.receipts.findLast((receipt) => FINAL.has(receipt.event));
}

function isUnsettled(chain: ChainState): boolean {
  return chain.state === 'pending' || chain.state === 'recorded';
}

function unsettled(service: ServiceView): boolean {
  return (
    isUnsettled(service.chain) || service.receipts.some((receipt) => isUnsettled(receipt.chain))
  );
}
