import { CunzhengError } from '@cunzheng/domain';
import type { Clock } from '../../context.ts';
import { callForJson, type ProviderCall } from '../http.ts';

/** An official account or mini program. */
export interface WechatAccount {
  readonly appId: string;
  readonly secret: string;
  /** Another origin than the published one, for tests and demonstrations. */
  readonly url?: string;
}

const ORIGIN = 'https://api.weixin.qq.com';
/** A token is renewed this long before its end, so that none ends on the way. */
const EARLY_MS = 5 * 60_000;

interface WechatAnswer {
  readonly errcode?: number;
  readonly errmsg?: string;
}

/** Codes of a token that is not (any more) valid. */
const TOKEN_OVER = new Set([40001, 40014, 42001]);
/** Busy, or over a limit: later. */
const BUSY = new Set([-1, 45009, 45011, 45047, 43108]);
/** The open id is nobody's. */
const GONE = new Set([40003]);

/** Calls in the name of one account; its token is kept until it ends. */
export interface WechatCaller {
  /** POSTs to a path with the token. Throws `PROVIDER_UNAVAILABLE`, `PROVIDER_REFUSED`, `CONTACT_GONE`. */
  post<T extends object>(path: string, body: object): Promise<T>;
}

/**
 * Opens an account. Tokens come from `stable_token`, which gives several processes the same one; a token that was
 * refused is replaced once.
 */
export function openWechatAccount(account: WechatAccount, clock: Clock): WechatCaller {
  const url = account.url ?? ORIGIN;
  let kept: { token: string; until: number } | undefined;
  const renew = async (force: boolean) => {
    const fresh = await askToken(account, url, force);
    kept = { token: fresh.token, until: clock() + fresh.lifeMs - EARLY_MS };
    return fresh.token;
  };
  const tokenNow = () => (kept !== undefined && clock() < kept.until ? kept.token : renew(false));
  const call = async <T extends object>(path: string, body: object, token: string) => {
    const query = new URLSearchParams({ access_token: token });
    return callForJson<T & WechatAnswer>(jsonCall(`${url}${path}?${query}`, body));
  };
  return {
    async post(path, body) {
      const first = await call(path, body, await tokenNow());
      const over = TOKEN_OVER.has(first.body.errcode ?? 0);
      const { body: answer } = over ? await call(path, body, await renew(true)) : first;
      demandDone(answer);
      return answer as never;
    },
  };
}

async function askToken({ appId, secret }: WechatAccount, url: string, force: boolean) {
  const { body } = await callForJson<WechatAnswer & { access_token?: string; expires_in?: number }>(
    jsonCall(`${url}/cgi-bin/stable_token`, {
      grant_type: 'client_credential',
      appid: appId,
      secret,
      force_refresh: force,
    }),
  );
  if (typeof body.access_token !== 'string') {
    throw new CunzhengError('PROVIDER_UNAVAILABLE', `wechat: no token, ${body.errcode}`);
  }
  return { token: body.access_token, lifeMs: (body.expires_in ?? 0) * 1000 };
}

function jsonCall(url: string, body: object): ProviderCall {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { provider: 'wechat', url, headers, body: JSON.stringify(body) };
}

/** Throws unless the answer says that it was done. */
export function demandDone({ errcode }: WechatAnswer): void {
  if (errcode === undefined || errcode === 0) return;
  const said = `wechat: ${errcode}`;
  if (BUSY.has(errcode) || TOKEN_OVER.has(errcode)) {
    throw new CunzhengError('PROVIDER_UNAVAILABLE', said);
  }
  throw new CunzhengError(GONE.has(errcode) ? 'CONTACT_GONE' : 'PROVIDER_REFUSED', said);
}

/** Asks with GET, as sign-in does; the answer must say that it was done. Throws as `demandDone`. */
export async function askWechat<T extends object>(
  account: WechatAccount,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<T> {
  const { body } = await callForJson<T & WechatAnswer>({
    provider: 'wechat',
    method: 'GET',
    url: `${account.url ?? ORIGIN}${path}?${new URLSearchParams(query)}`,
  });
  demandDone(body);
  return body;
}
