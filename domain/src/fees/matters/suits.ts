import { text } from '../../deadlines/wording.ts';
import { interpretation, measures, measuresItem } from '../law.ts';
import type { FeeMatterRow } from '../matter.ts';
import { yuan } from '../money.ts';
import { DIVORCE_SCALE, PERSONALITY_SCALE, PROPERTY_SCALE } from '../scales.ts';

const claimed = text('诉讼请求的金额或者价额', 'Amount or value claimed');

/** 案件受理费 of suits: 办法 13. */
export const SUITS = {
  property: {
    name: text('财产案件（借款、买卖、赔偿等）', 'Property case (loan, sale, lease, damages…)'),
    group: 'civil',
    suit: true,
    wages: true,
    several: true,
    amount: claimed,
    basis: { by: 'scale', scale: PROPERTY_SCALE },
    notes: [
      {
        text: text(
          '房屋、车辆等起诉时价值难以确定的，以原告主张的价值计算；主张过高，多出部分的费用可能由自己负担。',
          'Where the value of a house or a car is hard to tell, what the plaintiff claims counts; claiming too much may cost him the fee of the excess.',
        ),
        law: interpretation(198),
      },
    ],
  },
  divorce: {
    name: text('离婚案件', 'Divorce'),
    group: 'civil',
    suit: true,
    amount: text('要分割的财产总额', 'Total of the property to be divided'),
    basis: {
      by: 'range',
      figure: 'divorce',
      least: yuan(50),
      most: yuan(300),
      what: text('离婚案件，每件', 'A divorce case'),
      law: measuresItem(13, 2, 1),
      above: DIVORCE_SCALE,
    },
    borne: {
      who: text(
        '由双方协商；协商不成的，由法院决定',
        'As the two agree; else as the court decides',
      ),
      law: measures(33),
    },
  },
  personality: {
    name: text(
      '人格权案件（姓名、肖像、名誉等）',
      'Personality rights (name, likeness, reputation…)',
    ),
    group: 'civil',
    suit: true,
    amount: text('请求的损害赔偿金额', 'Damages claimed'),
    basis: {
      by: 'range',
      figure: 'personality',
      least: yuan(100),
      most: yuan(500),
      what: text('人格权案件，每件', 'A case on personality rights'),
      law: measuresItem(13, 2, 2),
      above: PERSONALITY_SCALE,
    },
  },
  nonProperty: {
    name: text('其他不涉及财产的案件', 'Another case without property'),
    group: 'civil',
    suit: true,
    basis: {
      by: 'range',
      figure: 'nonProperty',
      least: yuan(50),
      most: yuan(100),
      what: text('其他非财产案件，每件', 'Another case without property'),
      law: measuresItem(13, 2, 3),
    },
    notes: [
      {
        text: text(
          '有多个非财产请求的，按一件交纳。',
          'Several claims without property are paid for as one.',
        ),
        law: interpretation(201),
      },
    ],
  },
  intellectualProperty: {
    name: text('知识产权民事案件', 'Civil case on intellectual property'),
    group: 'civil',
    suit: true,
    several: true,
    amount: claimed,
    basis: { by: 'scale', scale: PROPERTY_SCALE },
    bare: {
      by: 'range',
      figure: 'intellectualProperty',
      least: yuan(500),
      most: yuan(1000),
      what: text('知识产权案件，没有争议金额，每件', 'Intellectual property, no amount in dispute'),
      law: measuresItem(13, 3),
    },
    notes: [
      {
        text: text(
          '有争议金额或者价额的，按财产案件的标准。',
          'Where an amount is in dispute the scale of property cases applies.',
        ),
        law: measuresItem(13, 3),
      },
    ],
  },
  labour: {
    name: text('劳动争议案件', 'Labour dispute'),
    group: 'civil',
    suit: true,
    wages: true,
    basis: {
      by: 'each',
      amount: yuan(10),
      what: text('劳动争议案件，每件', 'A labour dispute'),
      law: measuresItem(13, 4),
    },
  },
  administrativeSpecial: {
    name: text(
      '商标、专利、海事行政案件',
      'Administrative case on trade marks, patents or shipping',
    ),
    group: 'administrative',
    suit: true,
    basis: {
      by: 'each',
      amount: yuan(100),
      what: text('商标、专利、海事行政案件，每件', 'Such an administrative case'),
      law: measuresItem(13, 5, 1),
    },
  },
  administrative: {
    name: text('其他行政案件', 'Another administrative case'),
    group: 'administrative',
    suit: true,
    basis: {
      by: 'each',
      amount: yuan(50),
      what: text('其他行政案件，每件', 'Another administrative case'),
      law: measuresItem(13, 5, 2),
    },
  },
} as const satisfies Readonly<Record<string, FeeMatterRow>>;
