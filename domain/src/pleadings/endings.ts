import { text } from '../deadlines/wording.ts';
import { choice, count, day, line, list, option, paragraph, row, when, yesNo } from './fields.ts';
import type { FormRow, FormSection } from './schema.ts';

/** Rows and sections that every form ends with. */

/** 约定管辖和诉前保全. */
export const JURISDICTION: FormSection = {
  id: 'jurisdiction',
  heading: '约定管辖和诉前保全',
  title: text('约定管辖和诉前保全', 'Agreed jurisdiction and preservation'),
  rows: [
    row(
      'agreed',
      '有无仲裁、法院管辖约定',
      'Agreed arbitration or court',
      yesNo(
        'venueAgreed',
        '',
        text('约定过仲裁或者由哪个法院管辖吗？', 'Did you agree on arbitration or a court?'),
        {
          words: ['有', '无'],
        },
      ),
      paragraph('venueClause', '合同条款及内容', text('怎么约定的？', 'What was agreed?'), {
        ...when('venueAgreed'),
        max: 500,
      }),
    ),
    row(
      'preserved',
      '是否已经诉前保全',
      'Preservation before the suit',
      yesNo(
        'preserved',
        '',
        text('起诉前保全过对方的财产吗？', 'Was property preserved before the suit?'),
      ),
      line('preservedCourt', '保全法院', text('哪个法院？', 'Which court?'), when('preserved')),
      day('preservedDay', '保全时间', text('什么时候？', 'When?'), {
        ...when('preserved'),
        past: true,
      }),
      line('preservedNumber', '保全案号', text('案号？', 'Case number?'), {
        ...when('preserved'),
        max: 60,
      }),
    ),
  ],
};

export const GROUNDS: FormRow = row(
  'grounds',
  '请求依据',
  'Legal basis',
  paragraph(
    'groundsContract',
    '合同约定',
    text('合同哪一条支持您的请求？', 'Which clause supports your claim?'),
    {
      max: 1000,
    },
  ),
  paragraph(
    'groundsLaw',
    '法律规定',
    text('依据哪些法律规定？不清楚可不填。', 'Which provisions? Leave empty if unsure.'),
    {
      max: 1000,
    },
  ),
);

export const MORE: FormRow = row(
  'more',
  '其他需要说明的内容（可另附页）',
  'Anything else',
  paragraph('more', '', text('还有要说明的吗？', 'Anything else to say?'), { max: 5000 }),
);

const EVIDENCE_KINDS = [
  option('original', '原件', 'Original'),
  option('copy', '复印件', 'Copy'),
  option('electronic', '电子数据', 'Electronic data'),
];

/** 证据规定 19: each item numbered, with source, purpose and content; 民事诉讼法 69: name, pages, original or copy. */
const evidenceList = list('evidence', text('有哪些证据？', 'What evidence is there?'), {
  item: text('证据', 'Item of evidence'),
  max: 200,
  print: 'grid',
  fields: [
    line('name', '证据名称', text('这份证据叫什么？', 'What is it called?'), {
      need: 'required',
      help: text('例如：借条、银行转账记录。', 'For example: IOU, bank transfer record.'),
    }),
    line('source', '证据来源', text('从哪里来的？', 'Where does it come from?'), {
      need: 'required',
      max: 200,
      help: text(
        '例如：被告出具、某银行打印。',
        'For example: written by the defendant, printed by a bank.',
      ),
    }),
    paragraph('purpose', '证明对象和内容', text('用来证明什么？', 'What does it show?'), {
      need: 'required',
      max: 500,
    }),
    choice('form', '原件/复印件', text('是原件还是复印件？', 'Original or copy?'), EVIDENCE_KINDS, {
      need: 'required',
    }),
    count('pages', '页数', text('共几页？', 'How many pages?'), {
      need: 'advised',
      min: 1,
      max: 100_000,
      unit: '页',
    }),
    count('copies', '份数', text('几份？', 'How many copies?'), { min: 1, max: 1000, unit: '份' }),
  ],
});

const witnesses = list('witnesses', text('有证人吗？没有可跳过。', 'Any witnesses?'), {
  label: '证人',
  item: text('证人', 'Person who testifies'),
  max: 20,
  print: 'lines',
  fields: [
    line('name', '姓名', text('证人姓名？', 'Name?'), { need: 'required', max: 60 }),
    line('address', '住所', text('证人住所？', 'Address?'), {
      need: 'required',
      max: 200,
      inline: true,
    }),
  ],
});

export const EVIDENCE: FormRow = row(
  'evidence',
  '证据清单（另附页）',
  'Evidence',
  evidenceList,
  witnesses,
);

const WILLING = [
  option('yes', '是', 'Yes'),
  option('no', '否', 'No'),
  option('unsure', '暂不确定，想要了解更多内容', 'Not sure; I want to know more'),
];

/** No answer is proposed: mediation is voluntary. */
export const MEDIATION: FormSection = {
  id: 'mediation',
  heading: '对纠纷解决方式的意愿',
  title: text('调解意愿', 'Mediation'),
  rows: [
    row(
      'willing',
      '是否考虑先行调解',
      'Mediation first',
      choice('mediate', '', text('愿意先调解吗？', 'Would you try mediation first?'), WILLING, {
        help: text(
          '调解须双方自愿；选“否”不影响立案。',
          'Mediation takes the will of both sides; “no” does not affect your filing.',
        ),
      }),
    ),
  ],
};
