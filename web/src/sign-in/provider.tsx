import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, body } from '../api-client/client.ts';
import type { Me } from '../api-client/views.ts';
import { becomeOther, homeOf, wayBack } from '../app/queries.ts';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';

/** Where somebody wanted to go, kept in this tab while a provider's page has the browser. */
const BACK = 'cunzheng.provider-back';

/** What this deployment offers besides phone and passkey. */
export function useSignInWays() {
  return useQuery({
    queryKey: ['sign-in-ways'],
    staleTime: 60_000,
    queryFn: () => body(api.GET('/api/v1/session/ways')),
  });
}

/** Where the browser goes to be known. */
const WAYS = {
  wechat: () => body(api.POST('/api/v1/session/wechat/begin')),
  unified: () => body(api.POST('/api/v1/unified/begin', { body: { purpose: 'signIn' } })),
  unifiedProofing: () => body(api.POST('/api/v1/unified/begin', { body: { purpose: 'proofing' } })),
} as const;

/** Sends the browser to a provider, which sends it back to a page of ours. */
export function ProviderButton({
  to,
  label,
  back = null,
}: {
  readonly to: keyof typeof WAYS;
  readonly label: string;
  readonly back?: string | null;
}) {
  const begin = useMutation({
    mutationFn: WAYS[to],
    onSuccess: ({ address }) => {
      if (back === null) sessionStorage.removeItem(BACK);
      else sessionStorage.setItem(BACK, back);
      window.location.assign(address);
    },
  });
  return (
    <>
      <ErrorSummary error={begin.error} />
      <Button look="secondary" isDisabled={begin.isPending} onPress={() => begin.mutate()}>
        {label}
      </Button>
    </>
  );
}

/** Where the person wanted to go before the provider had the browser. */
export function providerBack(): string | null {
  return sessionStorage.getItem(BACK);
}

/** What follows a sign-in at a provider's: as any other, and on to where he wanted to go before. */
export function useArriveFromProvider(): (me: Me) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return async (me) => {
    await becomeOther(client, me);
    await navigate(wayBack(providerBack()) ?? homeOf(me), { replace: true });
  };
}
