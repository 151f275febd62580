import type { FilingKind } from './kinds.ts';

/** A place of the checklist of materials (登记立案规定 6). */
export const PAPER_SLOTS = [
  'complaint',
  'identity',
  'organisation',
  'representative',
  'authority',
  'agentIdentity',
  'otherSide',
  'evidenceList',
  'evidence',
  'enforceable',
  'administrativeAct',
  'serviceConfirmation',
  'declaration',
  'other',
] as const;
export type PaperSlot = (typeof PAPER_SLOTS)[number];

/** Words of a place, and the rule that asks for it. */
export interface SlotRow {
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  readonly law: { readonly 'zh-CN': string; readonly en: string };
}

const REGISTRATION_6 = (item: number) => ({
  'zh-CN': `登记立案规定第六条第${'一二三四五'[item - 1]}项`,
  en: `Rules on registration of cases, art. 6(${item})`,
});
const row = (zh: string, en: string, law: SlotRow['law']): SlotRow => ({
  name: { 'zh-CN': zh, en },
  law,
});

export const SLOT_ROWS: Readonly<Record<PaperSlot, SlotRow>> = {
  complaint: row('起诉状或者申请书', 'Complaint or application', REGISTRATION_6(4)),
  identity: row('身份证明', 'Proof of identity', REGISTRATION_6(1)),
  organisation: row(
    '营业执照或者组织机构代码证副本',
    'Business licence or organisation code',
    REGISTRATION_6(1),
  ),
  representative: row(
    '法定代表人或者主要负责人身份证明书',
    'Certificate of the legal representative',
    REGISTRATION_6(1),
  ),
  authority: row('授权委托书', 'Power of attorney', REGISTRATION_6(2)),
  agentIdentity: row('代理人身份证明', 'Identity of the agent', REGISTRATION_6(2)),
  otherSide: row(
    '足以使被告与他人相区别的信息',
    'What tells the other side from others',
    REGISTRATION_6(3),
  ),
  evidenceList: row('证据清单', 'List of evidence', {
    'zh-CN': '民事诉讼证据规定第十九条',
    en: 'Rules on civil evidence, art. 19',
  }),
  evidence: row('证据', 'Evidence', REGISTRATION_6(5)),
  enforceable: row('生效法律文书', 'The document to be enforced', {
    'zh-CN': '民事诉讼法第二百四十七条',
    en: 'Civil Procedure Law, art. 247',
  }),
  administrativeAct: row('行政行为存在的材料', 'What shows the administrative act', {
    'zh-CN': '行政诉讼法司法解释第五十四条',
    en: 'Interpretation of the Administrative Procedure Law, art. 54',
  }),
  serviceConfirmation: row('送达地址确认书', 'Confirmation of the address for service', {
    'zh-CN': '法院专递规定第三条',
    en: 'Provisions on service by court mail, art. 3',
  }),
  declaration: row('诚信诉讼承诺书', 'Declaration of good faith', {
    'zh-CN': '民事诉讼法第十三条',
    en: 'Civil Procedure Law, art. 13',
  }),
  other: row('其他材料', 'Other papers', REGISTRATION_6(5)),
};

/** What decides which papers belong to a filing. */
export interface MaterialFacts {
  readonly kind: FilingKind;
  readonly capacity: 'self' | 'agent';
  /** Kinds of those who file. */
  readonly applicants: readonly ('person' | 'organisation')[];
}

/** Places of the checklist for this filing, in order; what is missing is said and hinders nobody. */
export function expectedSlots({ kind, capacity, applicants }: MaterialFacts): PaperSlot[] {
  const persons = applicants.length === 0 || applicants.includes('person');
  const organisations = applicants.includes('organisation');
  return [
    'complaint',
    ...(persons ? (['identity'] as const) : []),
    ...(organisations ? (['organisation', 'representative'] as const) : []),
    ...(capacity === 'agent' ? (['authority', 'agentIdentity'] as const) : []),
    ...MORE[kind],
  ];
}

const MORE: Readonly<Record<FilingKind, readonly PaperSlot[]>> = {
  civil: ['evidenceList', 'evidence'],
  administrative: ['administrativeAct', 'evidence'],
  privateProsecution: ['evidence'],
  enforcement: ['enforceable'],
};
