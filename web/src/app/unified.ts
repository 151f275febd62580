import { useMutation } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';

/** Sends this browser to the unified identity platform, for what it shall be known there. */
export function useUnified(purpose: 'proofing' | 'signIn') {
  return useMutation({
    mutationFn: () => body(api.POST('/api/v1/unified/begin', { body: { purpose } })),
    onSuccess: ({ address }) => window.location.assign(address),
  });
}
