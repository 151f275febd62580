import { CunzhengError } from '@cunzheng/domain';
import { asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { contactsOf } from '../../personal/contacts.ts';
import { CHANNEL_OF } from '../notices/plan.ts';
import { shownAddress } from '../notices/shown-address.ts';
import type { Added } from './people.ts';

/** Ways that take somebody who never was here to a page. */
const REACHING = ['mobile', 'mail'] as const;

/**
 * Sends an invitation by SMS and mail where the administrator knows a number or an address; the link is stored nowhere,
 * so it goes out at once, after the act. What a provider did not take is left out: the administrator has the link too.
 */
export async function sendInvitation(house: Court, code: string, added: Added): Promise<Added> {
  const { invitation } = added;
  if (invitation === undefined) return added;
  const { db } = asHouse(house, 'staff').store;
  const known = await contactsOf(house, db, added.id);
  const sentTo: string[] = [];
  for (const { id, kind, address } of known) {
    const sender = house.messaging.senders.get(CHANNEL_OF[kind]);
    if (sender === undefined || !REACHING.some((each) => each === kind)) continue;
    const message = {
      to: address,
      language: 'zh-CN',
      category: 'account',
      kind: '',
      digits: '',
      from: house.courts.get(code)?.name ?? '存证',
      title: '请设置您的登录密码',
      text: `${house.courts.get(code)?.name ?? ''}为您开通了工作账号，请在七天内打开链接设置密码。链接只能用一次，不要转发。`,
      link: `${house.publicUrl()}${invitation.path}`,
    } as const;
    try {
      await sender.send(message, `${id}-${invitation.expiresAt}`);
      sentTo.push(shownAddress(CHANNEL_OF[kind], address));
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
    }
  }
  return sentTo.length === 0 ? added : { ...added, invitation: { ...invitation, sentTo } };
}
