import type { Clock } from '../context.ts';
import type { Channel } from '../store/tables/notices.ts';
import { type MailSettings, openMail } from './mail/smtp.ts';
import { openWebPush, type PushSettings } from './push/web-push.ts';
import type { CodeSender, Sender } from './sender.ts';
import { openTencentCodes, openTencentSms, type SmsSettings } from './sms/tencent.ts';
import { openWechat, type WechatSettings } from './wechat/messages.ts';
import { openWechatSignIn, type WechatSignIn } from './wechat/sign-in.ts';

/** Accounts with providers of messages; what is absent is not offered. */
export interface MessagingSettings {
  /** `reports` is the secret in the address at which the provider reports. */
  readonly sms?: SmsSettings & { readonly reports?: string };
  readonly mail?: MailSettings;
  /** `authorize` replaces WeChat's own page of sign-in, in tests. */
  readonly wechat?: WechatSettings & { readonly authorize?: string };
  readonly push?: PushSettings;
}

/** The ways to reach people that this deployment has. */
export interface Messaging {
  readonly senders: ReadonlyMap<Channel, Sender>;
  /** Sign-in by the official account; absent: no button. */
  readonly wechat?: WechatSignIn;
  /** What a browser subscribes with. */
  readonly push?: { readonly publicKey: string; readonly hosts?: readonly string[] };
  readonly smsReports?: string;
  /** Sends codes of sign-in; absent: only the demo's screen shows them. */
  readonly codes?: CodeSender;
  close(): void;
}

/** Opens every provider that has an account. Nothing is called yet. */
export function openMessaging(settings: MessagingSettings, clock: Clock): Messaging {
  const { sms, mail, wechat, push } = settings;
  const senders: Sender[] = [
    ...(sms === undefined ? [] : [openTencentSms(sms, clock)]),
    ...(mail === undefined ? [] : [openMail(mail)]),
    ...(wechat === undefined ? [] : [openWechat(wechat, clock)]),
    ...(push === undefined ? [] : [openWebPush(push)]),
  ];
  const { official } = wechat ?? {};
  const codes = sms === undefined ? undefined : openTencentCodes(sms, clock);
  return {
    senders: new Map(senders.map((each) => [each.channel, each])),
    ...(official === undefined ? {} : { wechat: openWechatSignIn(official, wechat?.authorize) }),
    ...(push === undefined ? {} : { push }),
    ...(codes === undefined ? {} : { codes }),
    ...(sms?.reports === undefined ? {} : { smsReports: sms.reports }),
    close: () => {
      for (const sender of senders) sender.close?.();
    },
  };
}

/** A deployment without any provider: people are told in the inbox alone. */
export const NO_MESSAGING: Messaging = { senders: new Map(), close: () => undefined };
