import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { CunzhengError, demand } from '@cunzheng/domain';
import type { Actor } from '../../access/policy.ts';
import { asActor, asShown } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import {
  addContact,
  addressDigest,
  contactsOf,
  personsByContact,
} from '../../personal/contacts.ts';
import type { WechatSignIn } from '../../providers/wechat/sign-in.ts';
import { FRESH_MINUTES } from '../sign-in/security.ts';
import { demandFresh } from '../sign-in/sessions.ts';
import { tellContactChange } from './contact-told.ts';
import { type NoticePreferences, readPreferences } from './preferences.ts';

/** The page of this site that WeChat sends the browser back to. */
export const WECHAT_BACK = '/account/wechat';

/** Where to send the browser, and what it keeps in a cookie until it is back. */
export interface WechatBegun {
  readonly address: string;
  readonly nonce: string;
}

/** Begins WeChat's sign-in in this browser. Throws `NOT_SUPPORTED` where no official account is configured. */
export function beginWechat(court: Pick<Court, 'messaging' | 'publicUrl'>): WechatBegun {
  const nonce = randomBytes(32).toString('base64url');
  return { address: wechatAddress(court, WECHAT_BACK, nonce), nonce };
}

/** Where WeChat asks its user and then sends the browser back to a page of ours. Throws `NOT_SUPPORTED`. */
export function wechatAddress(
  court: Pick<Court, 'messaging' | 'publicUrl'>,
  page: string,
  nonce: string,
): string {
  return wechatOf(court).address(`${court.publicUrl()}${page}`, stateOf(nonce));
}

/** What came back with the browser, and the nonce that it kept. */
export interface WechatReturn {
  readonly code: string;
  readonly state: string;
  readonly nonce: string | undefined;
}

/**
 * Binds the WeChat of who sits at this browser to his account: he is told by its messages and may sign in by it, so he
 * has signed in just before. Throws `FRESH_SIGN_IN_NEEDED`, `NOT_SUPPORTED`, `SIGN_IN_CODE_WRONG` for a state of another browser (somebody else's WeChat would be bound),
 * `PROVIDER_REFUSED`, `PROVIDER_UNAVAILABLE`.
 */
export async function bindWechat(
  house: Court,
  actor: Actor,
  returned: WechatReturn,
): Promise<NoticePreferences> {
  wechatOf(house);
  demandFresh(house, actor, FRESH_MINUTES);
  const court = asActor(house, actor);
  const address = await addressOf(court, returned);
  const { person } = actor;
  await court.store.transaction(async (unit) => {
    const held = await contactsOf(court, unit.db, person);
    await addContact(court, unit, { person, kind: 'wechat', address, verified: true });
    if (held.some((each) => each.address === address)) return;
    await tellContactChange(court, unit, person, { change: 'added', kind: 'wechat', address });
  });
  return readPreferences(house, actor);
}

/**
 * The person who bound the WeChat that came back, for whoever opens his session. Throws as `bindWechat`, and `WECHAT_NOT_BOUND`
 * where nobody, or more than one person, bound it: then people sign in otherwise.
 */
export async function personByWechat(house: Court, returned: WechatReturn): Promise<string> {
  const address = await addressOf(house, returned);
  const court = asShown(house, addressDigest(house.vault, 'wechat', address));
  const persons = await court.store.transaction((unit) =>
    personsByContact(house, unit, 'wechat', address),
  );
  const [only, ...others] = [...new Set(persons)];
  demand(only !== undefined && others.length === 0, 'WECHAT_NOT_BOUND');
  return only;
}

async function addressOf(
  court: Pick<Court, 'messaging'>,
  { code, state, nonce }: WechatReturn,
): Promise<string> {
  const wechat = wechatOf(court);
  if (nonce === undefined || !isEqual(stateOf(nonce), state)) {
    throw new CunzhengError('SIGN_IN_CODE_WRONG', 'wechat: the state is another browser’s');
  }
  return `oa:${await wechat.openId(code)}`;
}

function wechatOf({ messaging }: Pick<Court, 'messaging'>): WechatSignIn {
  if (messaging.wechat === undefined) throw new CunzhengError('NOT_SUPPORTED');
  return messaging.wechat;
}

/** The state travels through WeChat, the nonce stays in the browser; one is not found from the other. */
function stateOf(nonce: string): string {
  return createHash('sha256').update(nonce).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
