import { type NoticeText, ONLINE, part, WHERE } from './text.ts';

const RIGHTS = part(
  '当事人有权委托代理人，提出回避申请，收集、提供证据，进行辩论，请求调解，提起上诉，申请执行，并可以查阅、复制本案有关材料。当事人必须依法行使诉讼权利，遵守诉讼秩序，履行发生法律效力的判决书、裁定书和调解书。',
  ['civilProcedure', '52'],
);
const AGENTS = part(
  '委托他人代为诉讼的，应当提交由委托人签名或者盖章的授权委托书，写明委托事项和权限。代为承认、放弃、变更诉讼请求，进行和解，提起反诉或者上诉，必须有委托人的特别授权。',
  ['civilProcedure', '62'],
);
const HEADS = part(
  '法人由其法定代表人进行诉讼，其他组织由其主要负责人进行诉讼，应当提交营业执照或者登记证书、法定代表人或者主要负责人身份证明。',
  ['civilProcedure', '51'],
);
const MEDIATION = part(
  '当事人可以自愿请求调解，也可以自行和解；调解不影响{you}继续诉讼的权利。',
  ['civilProcedure', '53'],
  ['civilProcedure', '96'],
);

export const CIVIL_TEXTS = {
  acceptance: {
    title: '受理案件通知书',
    opening:
      '{matter}，本院于{filedOn}收到立案材料。经审查，符合法定受理条件，本院于{docketedOn}登记立案，案号为{caseNumber}。现将有关事项通知如下：',
    parts: [RIGHTS, AGENTS, HEADS, MEDIATION, WHERE],
    leadsToCase: true,
  },
  response: {
    title: '应诉通知书',
    opening:
      '本院已经受理{applicants}诉{you}{cause}一案，案号为{caseNumber}。现将应诉有关事项通知如下：',
    parts: [
      part(
        '起诉状副本随本通知一并发送。{you}应当在收到起诉状副本之日起十五日内提出答辩状；不提出答辩状的，不影响本院审理。在中华人民共和国领域内没有住所的，期限为三十日。',
        ['civilProcedure', '128'],
        ['civilProcedure', '285'],
      ),
      part('对管辖权有异议的，应当在提交答辩状期间提出。', ['civilProcedure', '130']),
      RIGHTS,
      AGENTS,
      HEADS,
      MEDIATION,
      ONLINE,
      WHERE,
    ],
    leadsToCase: true,
  },
  joining: {
    title: '参加诉讼通知书',
    opening:
      '本院已经受理{applicants}诉{others}{cause}一案，案号为{caseNumber}。案件处理结果同{you}可能有法律上的利害关系，现通知{you}作为第三人参加诉讼，并将有关事项通知如下：',
    parts: [
      part('起诉状副本随本通知一并发送。{you}可以就本案提出书面意见，并提供证据。', [
        'civilProcedure',
        '59',
      ]),
      RIGHTS,
      AGENTS,
      HEADS,
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
        '当事人对自己提出的主张，有责任提供证据。在作出判决前未能提供证据，或者证据不足以证明其事实主张的，由负有举证证明责任的当事人承担不利的后果。',
        ['civilProcedure', '67'],
        ['civilInterpretation', '90'],
      ),
      part(
        '提交的证据材料应当逐一分类编号，对来源、证明对象和内容作简要说明，签名盖章，注明提交日期，并按照对方当事人人数提出副本。书证应当提交原件，物证应当提交原物；提交外文书证的，应当附有中文译本。在线提交的，可以提交扫描件或者照片，本院认为有必要时再核对原件。',
        ['evidence', '11'],
        ['evidence', '17'],
        ['evidence', '19'],
        ['onlineLitigation', '12'],
      ),
      part(
        '有下列情形之一，{you}及代理人因客观原因不能自行收集的，可以在举证期限届满前书面申请本院调查收集：证据由国家有关部门保存，当事人及其代理人无权查阅调取的；涉及国家秘密、商业秘密或者个人隐私的；因客观原因不能自行收集的其他证据。',
        ['civilInterpretation', '94'],
        ['evidence', '20'],
      ),
      part(
        '本案举证期限为收到本通知书之日起{evidenceDays}日。期限内提供证据确有困难的，应当在届满前书面申请延长，由本院决定。适用的程序有变化的，本院另行通知。',
        ['civilInterpretation', '99'],
        ['evidence', '51'],
        ['evidence', '54'],
      ),
      part('申请证人出庭作证的，应当在举证期限届满前提出。', ['evidence', '69']),
      part(
        '逾期提供证据的，应当说明理由；拒不说明理由或者理由不成立的，本院可以不予采纳该证据，或者采纳该证据但予以训诫、罚款。',
        ['civilProcedure', '68'],
        ['civilInterpretation', '101'],
        ['civilInterpretation', '102'],
      ),
    ],
    starts: ['evidenceOrdinary'],
  },
} as const satisfies Readonly<Record<string, NoticeText>>;
