/** Where somebody is sent who cannot sue for this, or not here (民诉法 127). */
export interface FilingRedirect {
  readonly law: readonly ['civilProcedure', string];
  /** What the case is. */
  readonly what: { readonly 'zh-CN': string; readonly en: string };
  /** What he can do instead. */
  readonly way: { readonly 'zh-CN': string; readonly en: string };
}

/** The seven items of 民诉法 127 (text of 2023), in their order. */
export const FILING_REDIRECTS = {
  administrative: {
    law: ['civilProcedure', '127(1)'],
    what: {
      'zh-CN': '属于行政诉讼受案范围',
      en: 'It is a matter for an administrative suit',
    },
    way: {
      'zh-CN': '请按照行政诉讼法提起行政诉讼。',
      en: 'Please bring an administrative suit.',
    },
  },
  arbitration: {
    law: ['civilProcedure', '127(2)'],
    what: {
      'zh-CN': '双方有书面仲裁协议，不得向人民法院起诉',
      en: 'The parties have agreed in writing on arbitration and may not sue',
    },
    way: {
      'zh-CN': '请向约定的仲裁机构申请仲裁。',
      en: 'Please apply to the arbitration body that was agreed.',
    },
  },
  otherBody: {
    law: ['civilProcedure', '127(3)'],
    what: {
      'zh-CN': '依法应当由其他机关处理',
      en: 'By law another body deals with this dispute',
    },
    way: {
      'zh-CN': '请向有关机关申请解决。',
      en: 'Please apply to the body in charge.',
    },
  },
  otherCourt: {
    law: ['civilProcedure', '127(4)'],
    what: {
      'zh-CN': '不属于本院管辖',
      en: 'This court has no jurisdiction',
    },
    way: {
      'zh-CN': '请向有管辖权的人民法院起诉。',
      en: 'Please sue in the court that has jurisdiction.',
    },
  },
  decided: {
    law: ['civilProcedure', '127(5)'],
    what: {
      'zh-CN': '判决、裁定、调解书已经发生法律效力',
      en: 'A judgment, ruling or mediation document is already in effect',
    },
    way: {
      'zh-CN': '请依法申请再审；准许撤诉的裁定除外。',
      en: 'Please apply for a retrial; a ruling that allowed a withdrawal does not stand in the way.',
    },
  },
  tooEarly: {
    law: ['civilProcedure', '127(6)'],
    what: {
      'zh-CN': '依法在一定期限内不得起诉',
      en: 'By law nobody may sue for this within a certain time',
    },
    way: {
      'zh-CN': '请在期限届满后再起诉。',
      en: 'Please sue when that time has ended.',
    },
  },
  familyAgain: {
    law: ['civilProcedure', '127(7)'],
    what: {
      'zh-CN':
        '判决不准离婚、调解和好的离婚案件，或者判决、调解维持收养关系的案件，没有新情况、新理由，六个月内又起诉',
      en: 'Divorce was refused or the spouses were reconciled, or an adoption was upheld, and the plaintiff sues again within six months without new facts or reasons',
    },
    way: {
      'zh-CN': '请在六个月届满后，或者有新情况、新理由时再起诉。',
      en: 'Please sue after six months, or when there are new facts or reasons.',
    },
  },
} as const satisfies Readonly<Record<string, FilingRedirect>>;

export type FilingRedirectId = keyof typeof FILING_REDIRECTS;
export const FILING_REDIRECT_IDS = Object.keys(FILING_REDIRECTS) as readonly FilingRedirectId[];
