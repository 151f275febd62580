import { ALL_CHANNELS, type Versions } from './template.ts';

/** 登记立案规定 7: one notice of everything that is to be corrected, within a time that is set. */
const CORRECTION = {
  'zh-CN': '登记立案规定第七条',
  en: 'Rules on registration of cases, art. 7',
} as const;

/** What the court says to somebody who files. */
export const FILING_TEMPLATES = {
  filingReceived: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '法院已收到您的立案材料',
          body: '{court}于{time}收到您提交的“{cause}”立案材料，共{papers}份。审查结果会在这里告诉您。',
        },
        en: {
          title: 'The court has received your filing',
          body: '{court} received your papers on “{cause}” at {time}, {papers} in number. You will be told here what it says to them.',
        },
      },
    },
  ],
  filingCorrection: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      ground: CORRECTION,
      reminded: true,
      words: {
        'zh-CN': {
          title: '立案材料需要补正',
          body: '{court}审查了您的“{cause}”立案材料，有{items}处需要补正，请在{end}以前补正后重新提交。请打开查看每一处。',
        },
        en: {
          title: 'Your filing is to be corrected',
          body: '{court} has looked at your papers on “{cause}”: {items} to correct. Please correct them and hand them in again by {end}. Open this to see each of them.',
        },
      },
    },
  ],
  filingAnswered: [
    {
      version: 1,
      category: 'case',
      channels: ALL_CHANNELS,
      words: {
        'zh-CN': {
          title: '您的立案申请有了答复',
          body: '{court}对您的“{cause}”立案申请的答复：{answer}。请打开查看。',
        },
        en: {
          title: 'The court has answered your filing',
          body: 'What {court} says to your filing on “{cause}”: {answer}. Please open this to read it.',
        },
      },
    },
  ],
} as const satisfies Record<string, Versions>;
