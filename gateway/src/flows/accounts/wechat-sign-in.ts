import { CunzhengError } from '@cunzheng/domain';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import {
  personByWechat,
  type WechatBegun,
  type WechatReturn,
  wechatAddress,
} from '../notices/wechat.ts';
import {
  beginCeremony,
  endCeremony,
  personOf,
  readCeremony,
  tryCeremony,
} from '../sign-in/ceremony.ts';
import { demandFact, factNeeded } from './fact.ts';
import { demandNoOffice } from './phone.ts';

/** The page of this site that WeChat sends the browser back to. */
export const WECHAT_SIGN_IN_BACK = '/signin/wechat';

/** Whether this deployment has an official account, by which people sign in. */
export function offersWechat({ messaging }: Pick<Court, 'messaging'>): boolean {
  return messaging.wechat !== undefined;
}

/**
 * Begins a sign-in by WeChat in this browser: it is good once, for ten minutes, and only for the browser that keeps the
 * nonce. Throws `NOT_SUPPORTED` where no official account is configured.
 */
export async function beginWechatSignIn(court: Court): Promise<WechatBegun> {
  if (!offersWechat(court)) throw new CunzhengError('NOT_SUPPORTED');
  const nonce = await beginCeremony(court, 'wechat', undefined);
  return { nonce, address: wechatAddress(court, WECHAT_SIGN_IN_BACK, nonce) };
}

/** What a WeChat leads to: a person, or somebody who must say one more fact, with the name of what was begun. */
export type WechatOutcome =
  | { readonly person: string }
  | { readonly needs: 'documentEnd'; readonly ceremony: string };

/**
 * Takes what came back. Only a WeChat that a person bound in his account opens it, and who is proofed says one more fact,
 * as after a code: phones are lent and stolen with WeChat open. Whatever comes of it, the browser begins anew. Throws
 * `NOT_SUPPORTED`, `SIGN_IN_CODE_WRONG` for a state of another browser, used or too old, `WECHAT_NOT_BOUND`,
 * `NOT_PERMITTED` for officials, `PROVIDER_REFUSED`, `PROVIDER_UNAVAILABLE`.
 */
export async function finishWechatSignIn(
  court: Court,
  returned: WechatReturn,
): Promise<WechatOutcome> {
  if (!offersWechat(court)) throw new CunzhengError('NOT_SUPPORTED');
  const { nonce } = returned;
  if (nonce === undefined) throw new CunzhengError('SIGN_IN_CODE_WRONG', 'wechat: not begun here');
  await tryCeremony(court, nonce, 'wechat');
  await endCeremony(court, nonce);
  const person = await personByWechat(court, returned);
  const needed = await asHouse(court, 'accounts').store.transaction(async (unit) => {
    await demandNoOffice(unit, person);
    return factNeeded(unit, person);
  });
  if (!needed) return { person };
  return { needs: 'documentEnd', ceremony: await beginCeremony(court, 'wechat-fact', person) };
}

/**
 * The one more fact, the last four characters of the document number. Throws `SIGN_IN_FACT_WRONG`, `SIGN_IN_LOCKED` after
 * five wrong ones until a day has passed, `SIGN_IN_CODE_WRONG` when the ceremony is over.
 */
export async function confirmWechatFact(
  court: Court,
  ceremony: string,
  end: string,
): Promise<{ person: string }> {
  const person = personOf(await readCeremony(court, ceremony, 'wechat-fact'));
  await demandFact(court, asHouse(court, 'accounts').store, person, end);
  await endCeremony(court, ceremony);
  return { person };
}
