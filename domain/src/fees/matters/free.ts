import { text } from '../../deadlines/wording.ts';
import { articles, measures, measuresItem } from '../law.ts';
import type { FeeMatterRow } from '../matter.ts';

const free = text('不交纳案件受理费', 'No fee is charged');

/** What costs nothing: 办法 8, 国家赔偿法 41, 司法确认程序规定 11. */
export const FREE = {
  judicialConfirmation: {
    name: text('司法确认调解协议', 'Judicial confirmation of a mediation agreement'),
    group: 'free',
    basis: {
      by: 'free',
      what: text('不收取费用', 'No fee is charged'),
      law: articles('judicialConfirmation', 11),
    },
  },
  specialProcedure: {
    name: text(
      '特别程序案件（选民资格、宣告失踪、监护等）',
      'Special procedure (electors, missing persons, guardianship…)',
    ),
    group: 'free',
    basis: { by: 'free', what: free, law: measuresItem(8, 1) },
    notes: [
      {
        text: text(
          '公告费由起诉人或者申请人负担。实现担保物权是否另收申请费，请问受理的法院。',
          'Public notices are paid by who applies. Whether realising a security costs a fee of its own, ask the court.',
        ),
        law: measures(41),
      },
    ],
  },
  appealAgainstRuling: {
    name: text(
      '对不予受理、驳回起诉、管辖权异议裁定上诉',
      'Appeal against a ruling of non-acceptance, dismissal or on jurisdiction',
    ),
    group: 'free',
    basis: { by: 'free', what: free, law: measuresItem(8, 3) },
  },
  administrativeCompensation: {
    name: text('行政赔偿案件', 'Administrative compensation'),
    group: 'free',
    basis: { by: 'free', what: free, law: measuresItem(8, 4) },
  },
  stateCompensation: {
    name: text('国家赔偿', 'State compensation'),
    group: 'free',
    basis: {
      by: 'free',
      what: text('不收取任何费用', 'No fee of any kind is charged'),
      law: articles('stateCompensation', 41),
    },
  },
} as const satisfies Readonly<Record<string, FeeMatterRow>>;
