import { text } from '../../deadlines/wording.ts';
import { EVIDENCE, GROUNDS, JURISDICTION, MEDIATION, MORE } from '../endings.ts';
import { line, list, money, paragraph, row, yesNo } from '../fields.ts';
import { PARTIES } from '../parties.ts';
import type { FormSection, PleadingForm } from '../schema.ts';

const claims: FormSection = {
  id: 'claims',
  heading: '诉讼请求',
  title: text('诉讼请求', 'What you claim'),
  rows: [
    row(
      'cause',
      '案由',
      'Cause',
      line(
        'cause',
        '',
        text('是什么纠纷？例如：房屋租赁合同纠纷。', 'What is the dispute about?'),
        {
          need: 'required',
          max: 60,
          help: text(
            '不确定可以写大概，由法院确定。',
            'If unsure write roughly; the court decides.',
          ),
        },
      ),
    ),
    row(
      'claims',
      '请求事项',
      'Claims',
      list(
        'claims',
        text('请求法院判什么？一项一条。', 'What shall the court order? One line each.'),
        {
          item: text('请求', 'Claim'),
          max: 30,
          print: 'lines',
          need: 'required',
          fields: [
            paragraph('text', '', text('请求判令对方做什么？', 'What shall the other side do?'), {
              need: 'required',
              max: 500,
              example: text(
                '判令被告退还押金5000元。',
                'Order the defendant to return the deposit of 5,000 yuan.',
              ),
            }),
            money('amount', '金额', text('涉及多少钱？没有可不填。', 'Which amount, if any?'), {
              inline: true,
            }),
          ],
        },
      ),
    ),
    row(
      'feeClaim',
      '是否主张诉讼费用',
      'Court costs',
      yesNo(
        'claimFees',
        '',
        text('要求对方承担诉讼费用吗？', 'Shall the other side bear the court costs?'),
      ),
    ),
    row(
      'total',
      '标的总额',
      'Total',
      money(
        'total',
        '',
        text('各项请求合计多少钱？没有可不填。', 'What do the claims add up to, if anything?'),
        {
          capital: true,
        },
      ),
    ),
  ],
};

const facts: FormSection = {
  id: 'facts',
  heading: '事实与理由',
  title: text('事实与理由', 'What happened'),
  rows: [
    row(
      'story',
      '纠纷经过',
      'What happened',
      paragraph(
        'story',
        '',
        text(
          '发生了什么？按时间顺序写：什么时候、谁、做了什么。',
          'What happened? In order of time: when, who, what.',
        ),
        { need: 'required', max: 10_000 },
      ),
    ),
    row(
      'reasons',
      '请求的理由',
      'Why',
      paragraph('reasons', '', text('为什么对方应当负责？', 'Why is the other side liable?'), {
        need: 'required',
        max: 5000,
      }),
    ),
    MORE,
    GROUNDS,
    EVIDENCE,
  ],
};

/** For every cause that has no form of its own. */
export const GENERAL: PleadingForm = {
  id: 'general',
  edition: 1,
  name: text('其他民事纠纷（通用）', 'Any other civil dispute'),
  title: '民事起诉状',
  causeField: 'cause',
  sections: [PARTIES, claims, JURISDICTION, facts, MEDIATION],
  checks: ['defendantDistinguishable', 'sameParty', 'claimTotal', 'evidenceListed'],
};
