import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { Signed, Signing } from '../api-client/views.ts';
import { signMessage } from './sitting-key.ts';

/** Signs a prepared act with the key of this sitting and hands it in. */
export function useSign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (signing: Signing): Promise<Signed> => {
      const signature = await signMessage(signing.message);
      return body(
        api.POST('/api/v1/acts/{actId}/signature', {
          params: { path: { actId: signing.actId } },
          body: { signature },
        }),
      );
    },
    onSuccess: () => client.invalidateQueries(),
  });
}
