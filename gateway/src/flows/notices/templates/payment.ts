import { ALL_CHANNELS, type Versions } from './template.ts';

/** 诉讼费用交纳办法 22: within seven days of the notice. */
const DUE = {
  'zh-CN': '诉讼费用交纳办法第二十二条',
  en: 'Measures on litigation costs, art. 22',
} as const;

/** What the court says of money. */
export const PAYMENT_TEMPLATES = {
  feeDue: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      ground: DUE,
      reminded: true,
      words: {
        'zh-CN': {
          title: '请交纳诉讼费用',
          body: '{court}通知您交纳“{cause}”的诉讼费用{amount}元，请在{end}以前交纳。可以在线支付；银行转账的，请在附言中填写{reference}。',
        },
        en: {
          title: 'Please pay the court fee',
          body: '{court} asks you to pay {amount} yuan for “{cause}” by {end}. You can pay online; if you pay by bank transfer, please write {reference} as its purpose.',
        },
      },
    },
  ],
  feePaid: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '诉讼费用已交清',
          body: '{court}已收到“{cause}”的诉讼费用{amount}元。',
        },
        en: {
          title: 'The court fee is paid',
          body: '{court} has received the fee of {amount} yuan for “{cause}”.',
        },
      },
    },
  ],
  feeEnded: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '不需要再交纳诉讼费用',
          body: '{court}：“{cause}”的交费通知已经结束，不需要再交纳。原因：{words}',
        },
        en: {
          title: 'The court fee need not be paid any more',
          body: '{court}: the payment notice for “{cause}” has ended and nothing more is to be paid. Why: {words}',
        },
      },
    },
  ],
  feeReturned: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '诉讼费用正在退还',
          body: '{court}正在退还“{cause}”的费用{amount}元，按原支付方式退回。原因：{words}',
        },
        en: {
          title: 'Money is being given back to you',
          body: '{court} is giving back {amount} yuan of what was paid for “{cause}”, the way it came. Why: {words}',
        },
      },
    },
  ],
  feeUnpaid: [
    {
      version: 1,
      category: 'work',
      channels: ['wechat', 'push', 'mail'],
      words: {
        'zh-CN': {
          title: '有一件申请期满未交费',
          body: '“{cause}”还有{amount}元期满未交，没有待决的缓减免申请。是否按撤诉处理，请您决定。',
        },
        en: {
          title: 'A fee was not paid in time',
          body: '{amount} yuan for “{cause}” were not paid in time, and no relief is being asked for. Whether the suit counts as withdrawn is for you to decide.',
        },
      },
    },
  ],
  reliefAnswered: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '您的缓减免交申请有了答复',
          body: '{court}对您就“{cause}”提出的缓交、减交或者免交诉讼费用申请的答复：{answer}。',
        },
        en: {
          title: 'The court has answered your application for relief from fees',
          body: 'What {court} says to your application for relief from the fee for “{cause}”: {answer}.',
        },
      },
    },
  ],
} as const satisfies Record<string, Versions>;
