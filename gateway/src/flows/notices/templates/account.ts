import { ALL_CHANNELS, type Versions } from './template.ts';

/** A court that invents a person, or a thief, is found out because the person is told by another way. */
const SAFETY = {
  'zh-CN': '安全规则：以您名义使用的密钥、登录和联系方式的变动必须另行告知您',
  en: 'Rule of safety: keys, sign-ins and changes in your name are told to you by another way',
} as const;

/** What is told of a person's own account and keys. */
export const ACCOUNT_TEMPLATES = {
  keyRegistered: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      atOnce: true,
      words: {
        'zh-CN': {
          title: '以您的名义登记了一个签名密钥',
          body: '{court}于{time}以您的名义登记了一个签名密钥，本次签名用它完成。如果不是您本人操作，请立即打开“我的签名密钥”吊销它，并拨打12368。',
        },
        en: {
          title: 'A signing key was registered in your name',
          body: 'At {time} {court} registered a signing key in your name, for the signature that was just made. If this was not you, open “My signing keys” at once, revoke it, and call 12368.',
        },
      },
    },
  ],
  keyRevoked: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      atOnce: true,
      words: {
        'zh-CN': {
          title: '您名下的一个签名密钥已吊销',
          body: '{court}登记在您名下的一个签名密钥已于{time}吊销，今后不能再用；此前的签名不受影响。如果不是您本人操作，请拨打12368。',
        },
        en: {
          title: 'A signing key of yours was revoked',
          body: 'At {time} a signing key that {court} had registered in your name was revoked for ever; signatures made before stand. If this was not you, call 12368.',
        },
      },
    },
  ],
  signedInAnew: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      atOnce: true,
      words: {
        'zh-CN': {
          title: '您的账号在新设备上登录',
          body: '您的账号于{time}在一台新设备（{device}）上登录。如果不是您本人，请立即结束该登录，并拨打12368。',
        },
        en: {
          title: 'Your account was used on a new device',
          body: 'At {time} somebody signed in to your account on a new device ({device}). If this was not you, end that session at once and call 12368.',
        },
      },
    },
  ],
  unifiedLinked: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      atOnce: true,
      words: {
        'zh-CN': {
          title: '您的统一身份认证账号可以登录本平台',
          body: '您通过统一身份认证平台完成了实名核验，今后可以用它登录本平台。如果不是您本人操作，请立即拨打12368。',
        },
        en: {
          title: 'Your unified identity account opens your account here',
          body: 'You proved who you are by the unified identity platform; from now on it signs you in here. If this was not you, call 12368 at once.',
        },
      },
    },
  ],
  unifiedUnlinked: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      atOnce: true,
      words: {
        'zh-CN': {
          title: '统一身份认证账号不能再登录本平台',
          body: '您的账号于{time}解除了与统一身份认证账号的关联，今后不能再用它登录本平台；已完成的实名核验不受影响。如果不是您本人操作，请立即拨打12368。',
        },
        en: {
          title: 'Your unified identity account opens your account here no more',
          body: 'At {time} your unified identity account was unlinked: it signs you in here no more, and the proof of who you are stands. If this was not you, call 12368 at once.',
        },
      },
    },
  ],
  contactChanged: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      atOnce: true,
      words: {
        'zh-CN': {
          title: '您的联系方式有变动',
          body: '您的账号于{time}变更了联系方式：{what}。如果不是您本人操作，请立即拨打12368。',
        },
        en: {
          title: 'A contact of yours was changed',
          body: 'At {time} a contact of your account was changed: {what}. If this was not you, call 12368 at once.',
        },
      },
    },
  ],
  dataExported: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      atOnce: true,
      words: {
        'zh-CN': {
          title: '您的信息被下载了一份',
          body: '您的账号于{time}下载了本平台保存的您的全部信息。如果不是您本人操作，请立即结束不认识的登录，并拨打12368。',
        },
        en: {
          title: 'Your data was downloaded',
          body: 'At {time} everything that the platform holds about you was downloaded from your account. If this was not you, end the sign-ins you do not know at once and call 12368.',
        },
      },
    },
  ],
  erasureAsked: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      atOnce: true,
      words: {
        'zh-CN': {
          title: '您的账号申请了注销',
          body: '您的账号于{time}申请注销并删除个人信息，最早于{due}执行，在此之前可以撤回。如果不是您本人操作，请立即撤回，并拨打12368。',
        },
        en: {
          title: 'The erasure of your account was asked for',
          body: 'At {time} the erasure of your account and your data was asked for. It is done on {due} at the earliest and can be taken back until then. If this was not you, take it back at once and call 12368.',
        },
      },
    },
  ],
  erasureRefused: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      ground: SAFETY,
      words: {
        'zh-CN': {
          title: '注销申请未获同意',
          body: '{court}没有同意您的注销申请：{words}。您的账号照常使用，有异议可以拨打12368。',
        },
        en: {
          title: 'The erasure was not approved',
          body: '{court} did not approve the erasure you asked for: {words}. Your account stays as it is; if you object, call 12368.',
        },
      },
    },
  ],
  accountNews: [
    {
      version: 1,
      category: 'account',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': { title: '{title}', body: '{text}' },
        en: { title: '{title}', body: '{text}' },
      },
    },
  ],
} as const satisfies Record<string, Versions>;

/** What is told to officials of their work. */
export const WORK_TEMPLATES = {
  workNews: [
    {
      version: 1,
      category: 'work',
      channels: ['wechat', 'push', 'mail'],
      words: {
        'zh-CN': { title: '{title}', body: '{text}' },
        en: { title: '{title}', body: '{text}' },
      },
    },
  ],
} as const satisfies Record<string, Versions>;
