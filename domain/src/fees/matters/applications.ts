import { text, type Wording } from '../../deadlines/wording.ts';
import type { Fen } from '../../money.ts';
import { interpretation, measures, measuresItem } from '../law.ts';
import type { FeeMatterRow } from '../matter.ts';
import { yuan } from '../money.ts';
import { EXECUTION_SCALE, PRESERVATION_SCALE, PROPERTY_SCALE } from '../scales.ts';

const application = { group: 'application', paid: 'atApplication' } as const;
const maritime = { group: 'maritime', paid: 'atApplication' } as const;
const byApplicant = text('由申请人负担', 'The applicant');
const byLoser = {
  who: text('由法院决定，一般由败诉方负担', 'As the court decides, as a rule who loses'),
  law: measures(38),
};

const each = (amount: Fen, what: Wording, law: Wording) =>
  ({ by: 'each', amount, what, law }) as const;
const range = (least: Fen, most: Fen, what: Wording, law: Wording) =>
  ({ by: 'range', least, most, what, law }) as const;

const enforcement = {
  amount: text('申请执行的金额或者价额', 'Amount or value to be enforced'),
  basis: { by: 'scale', scale: EXECUTION_SCALE },
  bare: range(
    yuan(50),
    yuan(500),
    text('没有执行金额，每件', 'No amount to be enforced'),
    measuresItem(14, 1, 1),
  ),
  borne: { who: text('由被执行人负担', 'The party enforced against'), law: measures(38) },
} as const;

/** 申请费: 办法 14, and 13（六）. */
export const APPLICATIONS = {
  execution: {
    name: text(
      '申请执行（判决、调解书、仲裁裁决、公证债权文书）',
      'Enforcement of a judgment, settlement, award or notarised debt',
    ),
    group: 'application',
    paid: 'afterEnforcement',
    ...enforcement,
  },
  recognition: {
    name: text(
      '申请承认和执行外国裁判、国外仲裁裁决',
      'Recognition and enforcement of a foreign judgment or award',
    ),
    ...application,
    ...enforcement,
  },
  preservation: {
    name: text('申请保全（查封、扣押、冻结等）', 'Preservation (sealing, seizure, freezing…)'),
    ...application,
    amount: text('实际保全的财产数额', 'Value of what is preserved'),
    basis: {
      by: 'scale',
      scale: PRESERVATION_SCALE,
      cap: {
        most: yuan(5000),
        what: text('保全费最多不超过5000元', 'No more than 5,000 yuan for preservation'),
        law: measuresItem(14, 2),
      },
    },
    bare: each(yuan(30), text('不涉及财产数额，每件', 'No value concerned'), measuresItem(14, 2)),
    borne: {
      who: text(
        '由申请人负担；起诉的，可以列入诉讼请求',
        'The applicant, who may claim it in the suit',
      ),
      law: measures(38),
    },
  },
  paymentOrder: {
    name: text('申请支付令', 'Order for payment'),
    ...application,
    amount: text('请求给付的金额', 'Amount asked for'),
    basis: {
      by: 'scale',
      scale: PROPERTY_SCALE,
      share: {
        of: 3,
        what: text('支付令按上述标准的三分之一', 'An order for payment costs a third of this'),
        law: measuresItem(14, 3),
      },
    },
    borne: {
      who: text(
        '由债务人负担；债务人异议使督促程序终结的，由申请人负担，另行起诉的可以列入诉讼请求',
        'The debtor; if his objection ends the procedure the applicant, who may claim it in a suit',
      ),
      law: measures(36),
    },
    notes: [
      {
        text: text(
          '支付令失效后转入诉讼的，再补交案件受理费。',
          'If the order fails and a suit follows, the fee of the suit is topped up.',
        ),
        law: interpretation(195),
      },
    ],
  },
  publicSummons: {
    name: text('申请公示催告', 'Public summons for a lost instrument'),
    ...application,
    basis: each(yuan(100), text('公示催告，每件', 'A public summons'), measuresItem(14, 4)),
    borne: { who: byApplicant, law: measures(37) },
  },
  arbitration: {
    name: text(
      '申请撤销仲裁裁决、认定仲裁协议效力',
      'Setting aside an award, or effect of an arbitration agreement',
    ),
    ...application,
    basis: each(yuan(400), text('每件', 'Each'), measuresItem(14, 5)),
    borne: byLoser,
  },
  bankruptcy: {
    name: text('申请破产', 'Bankruptcy'),
    group: 'application',
    paid: 'afterLiquidation',
    amount: text('破产财产总额', 'Total of the estate'),
    basis: {
      by: 'scale',
      scale: PROPERTY_SCALE,
      share: {
        of: 2,
        what: text('破产案件按上述标准减半', 'A bankruptcy costs half of this'),
        law: measuresItem(14, 6),
      },
      cap: {
        most: yuan(300_000),
        what: text('最高不超过30万元', 'No more than 300,000 yuan'),
        law: measuresItem(14, 6),
      },
    },
    borne: { who: text('从破产财产中拨付', 'Paid out of the estate'), law: measures(42) },
  },
  jurisdictionObjection: {
    name: text('管辖权异议（异议不成立的）', 'Objection to jurisdiction, if it fails'),
    group: 'application',
    paid: 'ifItFails',
    basis: {
      by: 'range',
      figure: 'jurisdictionObjection',
      least: yuan(50),
      most: yuan(100),
      what: text('管辖权异议不成立，每件', 'An objection to jurisdiction that fails'),
      law: measuresItem(13, 6),
    },
    borne: {
      who: text('由提出异议的当事人负担', 'The party who objected'),
      law: measuresItem(13, 6),
    },
  },
  maritimeFund: {
    name: text('设立海事赔偿责任限制基金', 'Fund limiting maritime liability'),
    ...maritime,
    basis: range(yuan(1000), yuan(10_000), text('每件', 'Each'), measuresItem(14, 7, 1)),
    borne: { who: byApplicant, law: measuresItem(39, 4) },
  },
  maritimeInjunction: {
    name: text('海事强制令', 'Maritime injunction'),
    ...maritime,
    basis: range(yuan(1000), yuan(5000), text('每件', 'Each'), measuresItem(14, 7, 2)),
    borne: {
      who: text(
        '由申请人负担；起诉的，可以列入诉讼请求',
        'The applicant, who may claim it in the suit',
      ),
      law: measuresItem(39, 1),
    },
  },
  maritimeLien: {
    name: text('船舶优先权催告', 'Summons for maritime liens'),
    ...maritime,
    basis: range(yuan(1000), yuan(5000), text('每件', 'Each'), measuresItem(14, 7, 3)),
    borne: { who: byApplicant, law: measuresItem(39, 4) },
  },
  maritimeClaim: {
    name: text('海事债权登记', 'Registration of a maritime claim'),
    ...maritime,
    basis: each(yuan(1000), text('每件', 'Each'), measuresItem(14, 7, 4)),
    borne: { who: byApplicant, law: measuresItem(39, 4) },
  },
  generalAverage: {
    name: text('共同海损理算', 'Adjustment of general average'),
    ...maritime,
    basis: each(yuan(1000), text('每件', 'Each'), measuresItem(14, 7, 5)),
  },
} as const satisfies Readonly<Record<string, FeeMatterRow>>;
