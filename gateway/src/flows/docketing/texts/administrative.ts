import { type NoticeText, ONLINE, part, WHERE } from './text.ts';

const RIGHTS = part(
  '当事人在行政诉讼中的法律地位平等，有权进行辩论，申请回避，并可以按照规定查阅、复制本案有关材料。',
  ['administrativeProcedure', '8'],
  ['administrativeProcedure', '10'],
  ['administrativeProcedure', '32'],
  ['administrativeProcedure', '55'],
);
const AGENTS = part(
  '可以委托一至二人作为诉讼代理人，委托的应当提交授权委托书，写明委托事项和权限。',
  ['administrativeProcedure', '31'],
);

export const ADMINISTRATIVE_TEXTS = {
  acceptance: {
    title: '受理案件通知书',
    opening:
      '{matter}，本院于{filedOn}收到立案材料。经审查，符合法定起诉条件，本院于{docketedOn}登记立案，案号为{caseNumber}。现将有关事项通知如下：',
    parts: [RIGHTS, AGENTS, WHERE],
    leadsToCase: true,
  },
  response: {
    title: '应诉通知书',
    opening:
      '本院已经受理{applicants}诉{you}{cause}一案，案号为{caseNumber}。现将应诉有关事项通知如下：',
    parts: [
      part(
        '起诉状副本随本通知一并发送。{you}应当在收到起诉状副本之日起十五日内，提交作出行政行为的证据和所依据的规范性文件，并提出答辩状；不提出答辩状的，不影响本院审理。',
        ['administrativeProcedure', '67'],
      ),
      part(
        '{you}对作出的行政行为负有举证责任；不提供或者无正当理由逾期提供证据的，视为没有相应证据。',
        ['administrativeProcedure', '34'],
      ),
      part('在诉讼过程中，{you}及诉讼代理人不得自行向原告、第三人和证人收集证据。', [
        'administrativeProcedure',
        '35',
      ]),
      part('被诉行政机关负责人应当出庭应诉；不能出庭的，应当委托行政机关相应的工作人员出庭。', [
        'administrativeProcedure',
        '3',
      ]),
      RIGHTS,
      AGENTS,
      ONLINE,
      WHERE,
    ],
    leadsToCase: true,
  },
  joining: {
    title: '参加诉讼通知书',
    opening:
      '本院已经受理{applicants}诉{others}{cause}一案，案号为{caseNumber}。{you}同被诉行政行为或者案件处理结果有利害关系，现通知{you}作为第三人参加诉讼，并将有关事项通知如下：',
    parts: [
      part('起诉状副本随本通知一并发送。{you}可以就本案提出书面意见，并提供证据。', [
        'administrativeProcedure',
        '29',
      ]),
      RIGHTS,
      AGENTS,
      ONLINE,
      WHERE,
    ],
    leadsToCase: true,
  },
  evidence: {
    title: '举证通知书',
    opening: '{caseNumber}{cause}一案，现将举证有关事项通知如下：',
    parts: [
      part(
        '被告对作出的行政行为负有举证责任。原告可以提供证明行政行为违法的证据；提供的证据不成立的，不免除被告的举证责任。',
        ['administrativeProcedure', '34'],
        ['administrativeProcedure', '37'],
      ),
      part(
        '起诉被告不履行法定职责的，原告应当提供其向被告提出申请的证据，但被告应当依职权主动履行，或者原告因正当理由不能提供的除外；在行政赔偿、补偿案件中，原告应当对行政行为造成的损害提供证据。',
        ['administrativeProcedure', '38'],
      ),
      part(
        '由国家机关保存、涉及国家秘密、商业秘密和个人隐私，或者确因客观原因不能自行收集的证据，原告或者第三人可以申请本院调取。',
        ['administrativeProcedure', '41'],
      ),
    ],
  },
} as const satisfies Readonly<Record<string, NoticeText>>;
