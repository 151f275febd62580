import { ALL_CHANNELS, type Template, type Versions } from './template.ts';

const SAFETY = {
  'zh-CN': '安全规则：找回账号和他人帮办必须告知您本人',
  en: 'Rule of safety: recoveries and helpers of your account are told to you',
} as const;

function first(words: Template['words'], more: Partial<Template> = {}): Versions {
  const base = { version: 1, category: 'account', channels: ALL_CHANNELS, atOnce: true } as const;
  return [{ ...base, ground: SAFETY, ...more, words }];
}

/** What happens to who may open an account, and who helps. */
export const RECOVERY_TEMPLATES = {
  recoveryAsked: first(
    {
      'zh-CN': {
        title: '有人申请更换您账号的手机号',
        body: '有人于{time}申请把您账号的手机号改为{phone}，将于{until}生效。如果是您本人，不用做什么；如果不是，请立即打开取消页面，不需要登录。',
      },
      en: {
        title: 'Somebody asks to change the phone of your account',
        body: 'At {time} somebody asked to change the phone of your account to {phone}; it takes effect at {until}. If it was you, do nothing. If not, open the page to cancel it at once; no sign-in is needed.',
      },
    },
    { direct: true },
  ),
  recoveryReview: first(
    {
      'zh-CN': {
        title: '有人凭证件申请找回您的账号',
        body: '有人于{time}凭证件和照片申请找回您的账号，并把手机号改为{phone}。工作人员核对之后还要再等三天才会生效。如果不是您本人，请立即打开取消页面，不需要登录。',
      },
      en: {
        title: 'Somebody asks to recover your account with a document',
        body: 'At {time} somebody asked, with a document and photographs, to recover your account and change its phone to {phone}. A clerk looks first, and three more days pass before it takes effect. If it was not you, open the page to cancel it at once; no sign-in is needed.',
      },
    },
    { direct: true },
  ),
  helperCame: first({
    'zh-CN': {
      title: '有人开始帮您办理',
      body: '{helper}于{time}用帮办码开始帮您办理，{until}自动结束。他可以帮您填写实名认证、查看收件列表，不能替您签名。您可以随时结束。',
    },
    en: {
      title: 'Somebody began to help you',
      body: 'At {time} {helper} began to help you with a helper’s code; it ends by itself at {until}. He can fill in your registration and read your list of papers; he cannot sign for you. You can end it at any time.',
    },
  }),
} as const satisfies Record<string, Versions>;
