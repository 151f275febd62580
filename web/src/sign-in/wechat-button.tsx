import { useMutation, useQuery } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';

/** Where somebody wanted to go, kept in this tab while WeChat has the browser. */
const BACK = 'cunzheng.wechat-back';

/** What this deployment offers besides phone and passkey. */
export function useSignInWays() {
  return useQuery({
    queryKey: ['sign-in-ways'],
    staleTime: 60_000,
    queryFn: () => body(api.GET('/api/v1/session/ways')),
  });
}

/** Sends the browser to WeChat, which sends it back to `/signin/wechat`. */
export function WechatButton({
  label,
  back = null,
}: {
  readonly label: string;
  readonly back?: string | null;
}) {
  const begin = useMutation({
    mutationFn: () => body(api.POST('/api/v1/session/wechat/begin')),
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

/** Where the person wanted to go before WeChat had the browser. */
export function wechatBack(): string | null {
  return sessionStorage.getItem(BACK);
}
