import { text } from '../deadlines/wording.ts';
import { choice, choices, day, line, list, option, row, when, yesNo } from './fields.ts';
import type { Field, FormSection } from './schema.ts';

const PERSON = when('kind', 'person');
const ORGANISATION = when('kind', 'organisation');

const KINDS = [
  option('person', '自然人', 'A person'),
  option('organisation', '法人、非法人组织', 'A company or other organisation'),
];

const SEXES = [option('male', '男', 'Male'), option('female', '女', 'Female')];

/**
 * What 登记立案规定 4 and 民事诉讼法 124 ask of a plaintiff; of others the law asks less, so that less is `required`.
 */
function partyFields(plaintiff: boolean): Field[] {
  const need = plaintiff ? { need: 'required' as const } : { need: 'advised' as const };
  return [
    choice('kind', '类型', text('是个人还是单位？', 'A person or an organisation?'), KINDS, {
      need: 'required',
    }),
    ...personFields(need, plaintiff),
    ...organisationFields(need),
  ];
}

type Need = { readonly need: 'required' | 'advised' };

function personFields(need: Need, plaintiff: boolean): Field[] {
  return [
    line('name', '姓名', text('姓名是什么？', 'What is the name?'), {
      ...PERSON,
      need: 'required',
      max: 60,
      help: text(
        '与身份证一致，生僻字、间隔号“·”照写。',
        'As on the identity card, rare characters and the middle dot included.',
      ),
    }),
    choice('sex', '性别', text('性别？', 'Sex?'), SEXES, { ...PERSON, need: 'advised' }),
    day('born', '出生日期', text('出生日期？', 'Date of birth?'), {
      ...PERSON,
      past: true,
      ...(plaintiff ? need : {}),
    }),
    line('nation', '民族', text('民族？', 'Ethnic group?'), { ...PERSON, inline: true, max: 20 }),
    line('work', '工作单位', text('工作单位？', 'Employer?'), { ...PERSON }),
    line('post', '职务或职业', text('职务或职业？', 'Post or occupation?'), {
      ...PERSON,
      inline: true,
      max: 60,
    }),
    line('phone', '联系电话', text('联系电话？', 'Telephone?'), {
      ...PERSON,
      ...need,
      max: 30,
      format: 'phone',
    }),
    line('address', '住所地（户籍所在地）', text('户籍地址？', 'Registered residence?'), {
      ...PERSON,
      ...need,
      max: 200,
    }),
    line('residence', '经常居住地', text('现在住在哪里？', 'Where does this person live now?'), {
      ...PERSON,
      max: 200,
      help: text('与户籍地址相同的可不填。', 'Leave empty if it is the registered residence.'),
    }),
    line('documentKind', '证件类型', text('什么证件？', 'Which identity document?'), {
      ...PERSON,
      max: 40,
      help: text('例如：居民身份证。', 'For example: resident identity card.'),
    }),
    line('citizenNumber', '证件号码', text('证件号码？', 'Number of the document?'), {
      ...PERSON,
      ...need,
      max: 40,
      format: 'citizenNumber',
    }),
  ];
}

function organisationFields(need: Need): Field[] {
  return [
    line('organisation', '名称', text('单位全称？', 'Full name of the organisation?'), {
      ...ORGANISATION,
      need: 'required',
      help: text('与营业执照一致。', 'As on the business licence.'),
    }),
    line('seat', '住所地（主要办事机构所在地）', text('住所地？', 'Seat (main office)?'), {
      ...ORGANISATION,
      ...need,
      max: 200,
    }),
    line('registered', '注册地/登记地', text('注册地或登记地？', 'Place of registration?'), {
      ...ORGANISATION,
      max: 200,
    }),
    line(
      'head',
      '法定代表人/负责人',
      text('法定代表人或者负责人？', 'Legal representative or head?'),
      {
        ...ORGANISATION,
        ...need,
        max: 60,
      },
    ),
    line('headPost', '职务', text('其职务？', 'The head’s post?'), {
      ...ORGANISATION,
      inline: true,
      max: 60,
    }),
    line('officePhone', '联系电话', text('单位联系电话？', 'Telephone of the organisation?'), {
      ...ORGANISATION,
      ...need,
      max: 30,
    }),
    line(
      'creditCode',
      '统一社会信用代码',
      text('统一社会信用代码？', 'Unified social credit code?'),
      {
        ...ORGANISATION,
        ...need,
        max: 40,
        format: 'creditCode',
      },
    ),
    line('type', '类型', text('单位类型？', 'Kind of organisation?'), {
      ...ORGANISATION,
      max: 60,
      help: text(
        '例如：有限责任公司、个体工商户、事业单位。',
        'For example: limited company, sole trader, public institution.',
      ),
    }),
  ];
}

const AUTHORITY = [
  option('general', '一般授权', 'General authority'),
  option('special', '特别授权', 'Special authority'),
];

/** 民事诉讼法 62: what a special authority has to name. */
const SPECIAL = [
  option('admit', '代为承认诉讼请求', 'Admit claims'),
  option('waive', '代为放弃诉讼请求', 'Waive claims'),
  option('change', '代为变更诉讼请求', 'Change claims'),
  option('settle', '代为和解', 'Settle'),
  option('counterclaim', '代为提起反诉', 'Bring a counterclaim'),
  option('appeal', '代为上诉', 'Appeal'),
];

/** 民事诉讼法 61. */
const AGENT_KINDS = [
  option('lawyer', '律师或者基层法律服务工作者', 'Lawyer or legal service worker'),
  option('relative', '近亲属或者工作人员', 'Close relative or member of staff'),
  option(
    'recommended',
    '社区、单位或者社会团体推荐的公民',
    'Citizen recommended by an organisation',
  ),
];

const agents = yesNo(
  'represented',
  '',
  text('有人代理您打官司吗？', 'Does someone act for you in this suit?'),
  { words: ['有', '无'] },
);

const agentList = list('agents', text('谁代理？最多两人。', 'Who? At most two.'), {
  ...when('represented'),
  item: text('代理人', 'Agent'),
  max: 2,
  print: 'lines',
  fields: [
    line('name', '姓名', text('代理人姓名？', 'Name of the agent?'), { need: 'required', max: 60 }),
    choice('kind', '身份', text('代理人是什么身份？', 'What is the agent?'), AGENT_KINDS),
    line('firm', '单位', text('代理人单位？', 'The agent’s firm or employer?')),
    line('post', '职务', text('职务？', 'Post?'), { max: 60, inline: true }),
    line('phone', '联系电话', text('代理人电话？', 'The agent’s telephone?'), {
      max: 30,
      format: 'phone',
    }),
    choice('authority', '代理权限', text('代理权限？', 'What authority?'), AUTHORITY, {
      need: 'required',
      help: text(
        '代为承认、放弃、变更诉讼请求，进行和解，提起反诉或者上诉，须有特别授权。',
        'To admit, waive or change claims, to settle, to bring a counterclaim or to appeal takes a special authority.',
      ),
    }),
    choices('special', '授权事项', text('特别授权哪些事项？', 'Authority for what?'), SPECIAL, {
      ...when('authority', 'special'),
      need: 'required',
    }),
  ],
});

const E_CHANNELS = [
  option('platform', '诉讼平台', 'Litigation platform'),
  option('sms', '短信', 'Text message'),
  option('mail', '电子邮箱', 'E-mail'),
  option('other', '其他', 'Other'),
];

const service: readonly Field[] = [
  line('serviceName', '收件人', text('法院文书由谁收？', 'Who receives the court’s papers?'), {
    need: 'advised',
    max: 60,
  }),
  line('servicePhone', '联系电话', text('收件电话？', 'Telephone of the recipient?'), {
    need: 'advised',
    max: 30,
    inline: true,
    format: 'phone',
  }),
  line('serviceAddress', '地址', text('收件地址？', 'Postal address for papers?'), {
    need: 'advised',
    max: 200,
  }),
  yesNo(
    'eService',
    '是否接受电子送达',
    text('接受电子送达吗？', 'Do you accept electronic service?'),
    {
      help: text(
        '可以不接受，不影响立案。接受并写明电子地址的，即为同意（《在线诉讼规则》第29条）。',
        'You may decline; your suit is not affected. To accept and give an address is to consent (Online Litigation Rules art. 29).',
      ),
    },
  ),
  choices(
    'eChannels',
    '方式',
    text('通过哪些方式？', 'By which channels?'),
    E_CHANNELS,
    when('eService'),
  ),
  line('eAddress', '电子送达地址', text('电子送达地址？', 'Electronic address?'), {
    ...when('eService'),
    max: 200,
    help: text('手机号、邮箱或者平台账号。', 'Mobile number, e-mail or account.'),
  }),
];

function partyList(id: string, label: string, ask: string, en: string, required: boolean) {
  return list(id, text(ask, en), {
    label,
    item: text(label, en),
    max: 20,
    print: 'rows',
    ...(required ? { need: 'required' as const } : {}),
    rowLabel: {
      field: 'kind',
      labels: {
        person: `${label}\n（自然人）`,
        organisation: `${label}\n（法人、非法人组织）`,
      },
    },
    fields: partyFields(id === 'plaintiffs'),
  });
}

/** 当事人信息, the same in every form (登记立案规定 4, 民事诉讼法 124). */
export const PARTIES: FormSection = {
  id: 'parties',
  heading: '当事人信息',
  title: text('当事人', 'The parties'),
  rows: [
    row(
      'plaintiff',
      '原告',
      'Plaintiff',
      partyList('plaintiffs', '原告', '谁是原告？', 'Plaintiff', true),
    ),
    row('agent', '委托诉讼代理人', 'Agent', agents, agentList),
    row('service', '送达地址', 'Address for service', ...service),
    row(
      'defendant',
      '被告',
      'Defendant',
      partyList('defendants', '被告', '要告谁？', 'Defendant', true),
    ),
    row(
      'third',
      '第三人',
      'Third party',
      partyList('thirdParties', '第三人', '有第三人吗？没有可跳过。', 'Third party', false),
    ),
  ],
};
