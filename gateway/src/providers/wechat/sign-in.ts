import { CunzhengError } from '@cunzheng/domain';
import { askWechat, type WechatAccount } from './account.ts';

const AUTHORIZE = 'https://open.weixin.qq.com/connect/oauth2/authorize';

/** Sign-in by WeChat's OAuth 2 of an official account. */
export interface WechatSignIn {
  /** Where to send the browser; WeChat demands this order of parameters and the fragment. */
  address(back: string, state: string): string;
  /**
   * The open id behind a code, which WeChat takes once within five minutes. Throws `PROVIDER_UNAVAILABLE`,
   * `PROVIDER_REFUSED` for a code that is wrong, used or of somebody who only looks at a snapshot of the page.
   */
  openId(code: string): Promise<string>;
}

/** Opens sign-in by an account; `authorize` replaces the published page in tests. */
export function openWechatSignIn(
  account: WechatAccount,
  authorize: string = AUTHORIZE,
): WechatSignIn {
  return {
    address: (back, state) =>
      `${authorize}?appid=${encodeURIComponent(account.appId)}&redirect_uri=${encodeURIComponent(back)}` +
      `&response_type=code&scope=snsapi_base&state=${encodeURIComponent(state)}#wechat_redirect`,
    async openId(code) {
      const answer = await askWechat<{ openid?: unknown; is_snapshotuser?: unknown }>(
        account,
        '/sns/oauth2/access_token',
        { appid: account.appId, secret: account.secret, code, grant_type: 'authorization_code' },
      );
      // A snapshot's open id is made up for the visit and would bind nobody.
      if (typeof answer.openid !== 'string' || answer.is_snapshotuser === 1) {
        throw new CunzhengError('PROVIDER_REFUSED', 'wechat: no open id');
      }
      return answer.openid;
    },
  };
}
