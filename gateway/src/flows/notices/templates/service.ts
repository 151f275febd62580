import { ALL_CHANNELS, type Versions } from './template.ts';

/** 人民法院在线诉讼规则 32: whoever is served electronically is told so by another way too. */
const SERVED = {
  'zh-CN': '人民法院在线诉讼规则第三十二条',
  en: 'Online Litigation Rules, art. 32',
} as const;

/** What is told of documents. */
export const SERVICE_TEMPLATES = {
  documentServed: [
    {
      version: 1,
      category: 'service',
      channels: ALL_CHANNELS,
      ground: SERVED,
      words: {
        'zh-CN': {
          title: '{court}给您送来一份文书',
          body: '案件{caseNumber}：{court}给您送来《{title}》。请打开查看并签收；打开和签收的时间会记录存证。不需要为此付任何费用。',
        },
        en: {
          title: '{court} has served a document on you',
          body: 'Case {caseNumber}: {court} has served “{title}” on you. Please open it and sign for it; the times of opening and signing are recorded. Nothing has to be paid for this.',
        },
      },
    },
  ],
} as const satisfies Record<string, Versions>;
