import { CunzhengError } from '@cunzheng/domain';
import type { Clock } from '../../context.ts';
import {
  type MessageField,
  type ProviderTemplate,
  type ProviderTemplates,
  providerTemplate,
} from '../fields.ts';
import type { OutgoingMessage, Sender } from '../sender.ts';
import { openWechatAccount, type WechatAccount } from './account.ts';

/** Name of a place of the template (`thing1`) → what goes there. */
type Places = Readonly<Record<string, MessageField>>;

export interface WechatSettings {
  /** Name of the official account, as people see it. */
  readonly sender: string;
  readonly official?: WechatAccount & { readonly templates: ProviderTemplates<Places> };
  readonly mini?: WechatAccount & {
    readonly templates: ProviderTemplates<Places>;
    /** Page of the mini program that opens a link; `?link=` is put behind it. */
    readonly page: string;
  };
}

/** An address of the channel: `oa:<open id>` of the official account, `mini:<open id>` of the mini program. */
const ADDRESS = /^(oa|mini):(.+)$/;
/** A `thing` holds 20 characters; longer ones are refused. */
const MAX_CHARACTERS = 20;

/**
 * Messages in WeChat: template messages of an official account, subscription messages of a mini program, by the open
 * id's kind. The official account sends what has the same `client_msg_id` once within ten minutes.
 */
export function openWechat(settings: WechatSettings, clock: Clock): Sender {
  const official = settings.official && openWechatAccount(settings.official, clock);
  const mini = settings.mini && openWechatAccount(settings.mini, clock);
  return {
    channel: 'wechat',
    sender: settings.sender,
    sendsOnce: official !== undefined && mini === undefined,
    async send(message, key) {
      const [, kind, openId = ''] = ADDRESS.exec(message.to) ?? [];
      if (kind === 'oa' && official !== undefined) {
        const body = officialBody(settings, message, { openId, key });
        const { msgid } = await official.post<{ msgid?: number }>(
          '/cgi-bin/message/template/send',
          body,
        );
        return { state: 'accepted', ...(msgid === undefined ? {} : { reference: String(msgid) }) };
      }
      if (kind === 'mini' && mini !== undefined) {
        await mini.post('/cgi-bin/message/subscribe/send', miniBody(settings, message, openId));
        return { state: 'accepted' };
      }
      throw new CunzhengError('CONTACT_GONE', 'wechat: no account of that kind');
    },
  };
}

function officialBody(
  { official }: WechatSettings,
  message: OutgoingMessage,
  { openId, key }: { openId: string; key: string },
) {
  const { id, data } = filled(official?.templates, message);
  const to = { touser: openId, template_id: id };
  return { ...to, url: message.link, client_msg_id: key.replaceAll('-', ''), data };
}

function miniBody({ mini }: WechatSettings, message: OutgoingMessage, openId: string) {
  const { id, data } = filled(mini?.templates, message);
  const page = `${mini?.page}?link=${encodeURIComponent(message.link)}`;
  const lang = message.language === 'en' ? 'en_US' : 'zh_CN';
  return { touser: openId, template_id: id, page, miniprogram_state: 'formal', lang, data };
}

function filled(templates: ProviderTemplates<Places> | undefined, message: OutgoingMessage) {
  const template: ProviderTemplate<Places> | undefined =
    templates && providerTemplate(templates, message);
  if (template === undefined) throw new CunzhengError('PROVIDER_REFUSED', 'wechat: no template');
  const data = Object.entries(template.fields).map(([place, field]) => [
    place,
    { value: [...message[field]].slice(0, MAX_CHARACTERS).join('') },
  ]);
  return { id: template.id, data: Object.fromEntries(data) as object };
}
